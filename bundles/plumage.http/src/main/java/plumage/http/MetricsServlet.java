package plumage.http;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

/** {@code /metrics}: the page that exists already, in the format and encoding that was asked for. */
final class MetricsServlet extends ReadOnlyServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<@Nullable Exposition> exposition;

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
        Format format = Negotiation.format(header(request, "Accept"));
        boolean gzip = Negotiation.gzip(header(request, "Accept-Encoding"));
        Page page = metrics.page(format, selection);
        response.setHeader("Vary", "Accept, Accept-Encoding");
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        send(response, format.contentType(), gzip ? page.gzipped() : page.plain());
    }
}
