package plumage.tests.bench.probe;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Stands beside {@code /metrics} on the same Jetty in the same process.
 *
 * <ul>
 *   <li>{@code /yardstick/plain} and {@code /yardstick/gzip} answer with constant byte arrays and the headers that {@code /metrics} has; they are the files {@code
 *       page} and {@code page.gz} in the folder that the system property {@code bench.folder} names.
 *   <li>{@code /probe/readings} tells the latest {@link Readings}.
 *   <li>{@code /probe/allocated} tells how many bytes the threads that answer requests have allocated.
 * </ul>
 */
public final class Probe implements BundleActivator {
    /** How Jetty calls the threads of its pool. */
    private static final String JETTY = "qtp";

    @Override
    public void start(BundleContext context) throws IOException {
        Path folder = Path.of(System.getProperty("bench.folder", "."));
        Readings readings = new Readings();
        readings.track(context);
        serve(context, "/yardstick/plain", new Constant(Files.readAllBytes(folder.resolve("page")), null));
        serve(context, "/yardstick/gzip", new Constant(Files.readAllBytes(folder.resolve("page.gz")), "gzip"));
        serve(context, "/probe/readings", new Said(readings::writeTo));
        serve(context, "/probe/allocated", new Said(out -> out.writeLong(allocated())));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes services and listeners back
    }

    private static void serve(BundleContext context, String path, Servlet servlet) {
        context.registerService(
                Servlet.class,
                servlet,
                FrameworkUtil.asDictionary(Map.of("osgi.http.whiteboard.servlet.pattern", path)));
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(JETTY)) {
                sum += Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return sum;
    }

    /** The yardstick: whoever gives the same answer by the same Jetty cannot be faster. */
    private static final class Constant extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;
        private final @Nullable String encoding;

        Constant(byte[] bytes, @Nullable String encoding) {
            this.bytes = bytes;
            this.encoding = encoding;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Vary", "Accept, Accept-Encoding");
            if (encoding != null) {
                response.setHeader("Content-Encoding", encoding);
            }
            response.setContentType("text/plain; version=0.0.4; charset=utf-8");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }

    /** Something that is written when it is asked for. */
    private static final class Said extends HttpServlet {
        private static final long serialVersionUID = 1L;

        /** Who writes it. */
        interface Words {
            void writeTo(DataOutputStream out) throws IOException;
        }

        private final transient Words words;

        Said(Words words) {
            this.words = words;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            words.writeTo(new DataOutputStream(bytes));
            response.setContentType("application/octet-stream");
            response.setContentLength(bytes.size());
            bytes.writeTo(response.getOutputStream());
        }
    }
}
