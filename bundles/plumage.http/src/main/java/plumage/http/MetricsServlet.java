package plumage.http;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

/** {@code /metrics}: the page that exists already, in the format and encoding that was asked for. */
final class MetricsServlet extends ReadOnlyServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<@Nullable Exposition> exposition;
    private transient volatile @Nullable Negotiated latest;

    MetricsServlet(Supplier<@Nullable Exposition> exposition) {
        this.exposition = exposition;
    }

    @Override
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exposition metrics = exposition.get();
        if (metrics == null) {
            unavailable(response, NO_METRICS);
            return;
        }
        Selection selection;
        try {
            selection = Query.selection(Objects.requireNonNullElse(request.getQueryString(), ""));
        } catch (IllegalArgumentException refused) {
            send(response, 400, String.valueOf(refused.getMessage()));
            return;
        }
        Negotiated negotiated = negotiate(header(request, "Accept"), header(request, "Accept-Encoding"));
        Page page = metrics.page(negotiated.format(), selection);
        response.setHeader("Vary", "Accept, Accept-Encoding");
        if (negotiated.gzip()) {
            response.setHeader("Content-Encoding", "gzip");
        }
        send(response, negotiated.format().contentType(), negotiated.gzip() ? page.gzipped() : page.plain());
    }

    /** A scraper says the same each time, and understanding it took a fifth of an answer's time. */
    private Negotiated negotiate(String accept, String acceptEncoding) {
        Negotiated last = latest;
        if (last == null || !last.isOf(accept, acceptEncoding)) {
            last = Negotiated.of(accept, acceptEncoding);
            latest = last;
        }
        return last;
    }
}
