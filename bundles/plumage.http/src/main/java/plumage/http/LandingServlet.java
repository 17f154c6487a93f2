package plumage.http;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Selection;

/** The landing page: the sensors at a glance, and where everything is. */
final class LandingServlet extends ReadOnlyServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<@Nullable Exposition> exposition;
    private final String metricsPath;
    private final String basePath;
    private final transient Clock clock;

    /** @param basePath what the health pages are below, empty for the root */
    LandingServlet(Supplier<@Nullable Exposition> exposition, String metricsPath, String basePath, Clock clock) {
        this.exposition = exposition;
        this.metricsPath = metricsPath;
        this.basePath = basePath;
        this.clock = clock;
    }

    @Override
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String rest = request.getPathInfo();
        if (rest != null && !rest.equals("/")) { // a pattern that takes /plumage/ takes everything below too
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Exposition metrics = exposition.get();
        if (metrics == null) {
            unavailable(response, NO_METRICS);
            return;
        }
        List<MetricFamilySamples> families = metrics.families(Selection.ALL);
        String context = request.getContextPath();
        String page = LandingPage.render(families, context + metricsPath, context + basePath, clock.instant());
        response.setHeader("Content-Security-Policy", LandingPage.CONTENT_SECURITY_POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        send(response, "text/html; charset=utf-8", utf8(page));
    }
}
