import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Serves constant byte arrays beside /metrics, by the same Jetty in the same process: nothing that gives the same answer can be faster. */
public final class Yardstick implements BundleActivator {
    @Override
    public void start(BundleContext context) throws IOException {
        Path folder = Path.of(System.getProperty("yardstick.folder"));
        byte[] page = Files.readAllBytes(folder.resolve("page"));
        byte[] gzipped = Files.readAllBytes(folder.resolve("page.gz"));
        serve(context, "/yardstick/identity", new Constant(page, null, false));
        serve(context, "/yardstick/gzip", new Constant(gzipped, "gzip", false));
        serve(context, "/yardstick/headers/identity", new Constant(page, null, true));
        serve(context, "/yardstick/headers/gzip", new Constant(gzipped, "gzip", true));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the services back
    }

    private static void serve(BundleContext context, String path, Servlet servlet) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", path);
        context.registerService(Servlet.class, servlet, properties);
    }

    private static final class Constant extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;
        private final String encoding;
        private final boolean headers;

        /** With the headers that /metrics has too, or with none but what HTTP needs. */
        Constant(byte[] bytes, String encoding, boolean headers) {
            this.bytes = bytes;
            this.encoding = encoding;
            this.headers = headers;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (headers) {
                response.setHeader("X-Content-Type-Options", "nosniff");
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("Vary", "Accept, Accept-Encoding");
            }
            response.setContentType("text/plain; version=0.0.4; charset=utf-8");
            if (encoding != null) {
                response.setHeader("Content-Encoding", encoding);
            }
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
