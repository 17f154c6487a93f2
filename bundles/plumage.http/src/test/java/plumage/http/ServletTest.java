package plumage.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.sensor.exposition.Exposition;

/** The servlets in a server, by HTTP. */
class ServletTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private final FakeExposition fake = new FakeExposition();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private volatile Exposition exposition = fake;

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new MetricsServlet(() -> exposition)), "/metrics");
        context.addServlet(new ServletHolder(new HealthServlet("healthy", () -> null)), "/-/healthy");
        context.addServlet(
                new ServletHolder(new HealthServlet("ready", () -> fake.ready ? null : "Not yet.")), "/-/ready");
        context.addServlet(new ServletHolder(new LandingServlet(() -> exposition, "/metrics", "", CLOCK)), "");
        context.addServlet(
                new ServletHolder(new LandingServlet(() -> exposition, "/metrics", "/plumage", CLOCK)), "/plumage/*");
        context.addServlet(new ServletHolder(new HealthServlet("below", () -> null)), "/plumage/-/healthy");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURI().resolve("/") + path.substring(1)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(" & ", response.headers().allValues(name));
    }

    @Test
    void metricsInText() throws Exception {
        HttpResponse<String> response = get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("TEXT all\n");
        assertThat(header(response, "content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(header(response, "content-length")).isEqualTo("9");
        assertThat(header(response, "content-encoding")).isEmpty();
        assertThat(header(response, "vary")).isEqualTo("Accept, Accept-Encoding");
        assertThat(header(response, "cache-control")).isEqualTo("no-store");
        assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void metricsInOpenMetricsGzipped() throws Exception {
        HttpResponse<byte[]> response = client.send(
                request("/metrics?collect%5B%5D=office")
                        .header("Accept", "text/plain;q=0.2")
                        .header("Accept", "application/openmetrics-text;version=1.0.0;q=0.5")
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(header(response, "content-type"))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(header(response, "content-encoding")).isEqualTo("gzip");
        assertThat(header(response, "content-length")).isEqualTo(Integer.toString(response.body().length));
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8))
                .isEqualTo("OPENMETRICS Selection[collect=[office], exclude=[], names=[]]\n");
    }

    /** What was understood of one scrape's headers is not answered to another's. */
    @Test
    void scrapersOfDifferentTastesTakeTurns() throws Exception {
        String openMetrics = "application/openmetrics-text;version=1.0.0";
        for (int round = 0; round < 2; round++) {
            assertThat(contentTypeAndEncoding("text/plain", "identity")).isEqualTo("text/plain/");
            assertThat(contentTypeAndEncoding("text/plain", "gzip")).isEqualTo("text/plain/gzip");
            assertThat(contentTypeAndEncoding(openMetrics, "gzip")).isEqualTo("application/openmetrics-text/gzip");
            assertThat(contentTypeAndEncoding(openMetrics, "identity")).isEqualTo("application/openmetrics-text/");
        }
    }

    private String contentTypeAndEncoding(String accept, String acceptEncoding) throws Exception {
        HttpResponse<byte[]> response = client.send(
                request("/metrics")
                        .header("Accept", accept)
                        .header("Accept-Encoding", acceptEncoding)
                        .build(),
                BodyHandlers.ofByteArray());
        return header(response, "content-type").replaceFirst(";.*", "") + "/" + header(response, "content-encoding");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        HttpResponse<String> response = client.send(
                request("/metrics").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "content-length")).isEqualTo("9");
        assertThat(header(response, "content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void otherMethodsAreRefused(String method) throws Exception {
        for (String path : List.of("/metrics", "/", "/-/healthy", "/-/ready")) {
            HttpResponse<String> response = client.send(
                    request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(response.body()).isEqualTo("This method is not allowed here; allowed are GET, HEAD, OPTIONS.\n");
        }
    }

    @Test
    void optionsTellWhatIsAllowed() throws Exception {
        HttpResponse<String> response = client.send(
                request("/metrics").method("OPTIONS", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void badQueriesAreRefused() throws Exception {
        HttpResponse<String> response = get("/metrics?collect%5B%5D=a&exclude%5B%5D=b");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("collect[] and exclude[] together; allowed is one of them\n");
        assertThat(header(response, "content-type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    }

    @Test
    void withoutTheRegistryItSaysComeAgain() throws Exception {
        exposition = null;
        for (String path : List.of("/metrics", "/")) {
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(header(response, "retry-after")).isEqualTo("1");
            assertThat(response.body())
                    .isEqualTo("There are no metrics at the moment: plumage.registry is not active.\n");
        }
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        exposition = fake;
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void health() throws Exception {
        assertThat(get("/-/healthy").body()).isEqualTo("Plumage is healthy.\n");
        HttpResponse<String> notYet = get("/-/ready");
        assertThat(notYet.statusCode()).isEqualTo(503);
        assertThat(notYet.body()).isEqualTo("Plumage is not ready. Not yet.\n");
        fake.ready = true;
        HttpResponse<String> ready = get("/-/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("Plumage is ready.\n");
    }

    @Test
    void onlyTheRootIsTheLandingPage() throws Exception {
        HttpResponse<String> response = get("/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(header(response, "content-security-policy"))
                .matches(
                        "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(response.body())
                .contains("No sensors yet.")
                .contains("<a href=\"/metrics\">")
                .contains("<a href=\"/-/ready\">");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/more").statusCode()).isEqualTo(404);
    }

    @Test
    void belowAPathTheLandingPageIsNothingMore() throws Exception {
        assertThat(get("/plumage").body()).contains("<a href=\"/plumage/-/ready\">");
        assertThat(get("/plumage/").statusCode()).isEqualTo(200);
        assertThat(get("/plumage/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/plumage/-/healthy").body()).isEqualTo("Plumage is below.\n");
    }

    @Test
    void landingPageShowsTheSensors() throws Exception {
        fake.families = List.of(
                new MetricFamilySamples(
                        "home",
                        Collector.Type.INFO,
                        "",
                        List.of(sample(
                                "home_info",
                                1,
                                "sensor",
                                "<b>attic</b>",
                                "room",
                                "a&b",
                                "chip",
                                "bme680",
                                "bus",
                                "i2c-1",
                                "address",
                                "0x76"))),
                new MetricFamilySamples(
                        "home_last_success_timestamp_seconds",
                        "seconds",
                        Collector.Type.GAUGE,
                        "",
                        List.of(sample(
                                "home_last_success_timestamp_seconds",
                                1_699_999_997,
                                "sensor",
                                "<b>attic</b>",
                                "room",
                                "a&b"))),
                new MetricFamilySamples(
                        "home_pressure_pascals",
                        "pascals",
                        Collector.Type.GAUGE,
                        "",
                        List.of(sample("home_pressure_pascals", 101325, "sensor", "<b>attic</b>", "room", "a&b"))),
                new MetricFamilySamples(
                        "home_raw_pressure_pascals",
                        "pascals",
                        Collector.Type.GAUGE,
                        "",
                        List.of(sample("home_raw_pressure_pascals", 1, "sensor", "<b>attic</b>", "room", "a&b"))),
                new MetricFamilySamples(
                        "home_up",
                        Collector.Type.GAUGE,
                        "",
                        List.of(sample("home_up", 1, "sensor", "<b>attic</b>", "room", "a&b"))),
                new MetricFamilySamples(
                        "plumage_configuration_error",
                        Collector.Type.GAUGE,
                        "",
                        List.of(sample(
                                "plumage_configuration_error", 1, "pid", "plumage.bme680~\"x\"", "key", "interval"))));
        assertThat(get("/").body())
                .contains("""
                        <tr>
                        <td>&lt;b&gt;attic&lt;/b&gt;<small>room=a&amp;b</small></td>
                        <td class="up">up<small>read 3 s ago</small></td>
                        <td class="code">bme680</td>
                        <td class="code">i2c-1 · 0x76</td>
                        <td><dl><div><dt>pressure</dt><dd>1013.25 hPa</dd></div></dl></td>
                        </tr>
                        """)
                .contains("<td class=\"code\">plumage.bme680~&quot;x&quot;</td><td class=\"code\">interval</td>");
    }

    private static Sample sample(String name, double value, String... labels) {
        List<String> names = IntStream.range(0, labels.length / 2)
                .mapToObj(i -> labels[2 * i])
                .toList();
        List<String> values = IntStream.range(0, labels.length / 2)
                .mapToObj(i -> labels[2 * i + 1])
                .toList();
        return new Sample(name, names, values, value);
    }
}
