import java.util.Hashtable;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import plumage.hub.ConsoleGuard;

/** What a hub is without Plumage: an empty page instead of the metrics, and the guard, without whom the web console stays shut. */
public final class Floor implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Hashtable<String, Object> page = new Hashtable<>();
        page.put("osgi.http.whiteboard.servlet.pattern", "/metrics");
        context.registerService(Servlet.class, new Empty(), page);
        Hashtable<String, Object> guard = new Hashtable<>();
        guard.put(SecurityProvider.PROPERTY_ID, "plumage");
        context.registerService(SecurityProvider.class, new ConsoleGuard(context), guard);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the services back
    }

    private static final class Empty extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        }
    }
}
