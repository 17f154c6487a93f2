package plumage.http;

import java.io.IOException;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** {@code /-/healthy} and {@code /-/ready}: one line, and a status for machines. */
final class HealthServlet extends ReadOnlyServlet {
    private static final long serialVersionUID = 1L;

    private final String state;
    private final transient Supplier<@Nullable String> obstacle;

    /**
     * @param state that is asked about
     * @param obstacle why it is not so, {@code null} when it is
     */
    HealthServlet(String state, Supplier<@Nullable String> obstacle) {
        this.state = state;
        this.obstacle = obstacle;
    }

    @Override
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String reason = obstacle.get();
        if (reason == null) {
            send(response, HttpServletResponse.SC_OK, "Plumage is " + state + ".");
        } else {
            unavailable(response, "Plumage is not " + state + ". " + reason);
        }
    }
}
