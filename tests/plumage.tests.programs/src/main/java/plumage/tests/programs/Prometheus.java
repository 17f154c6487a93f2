package plumage.tests.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real Prometheus server, on a free port of the loopback interface and with a folder of its own. */
public final class Prometheus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final String base;

    private Prometheus(Process process, Path log, String base) {
        this.process = process;
        this.log = log;
        this.base = base;
    }

    /** Starts it with a configuration, in an empty folder. */
    public static Prometheus start(Path program, Path folder, String configuration) throws Exception {
        Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        Path log = folder.resolve("prometheus.log");
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Prometheus prometheus = new Prometheus(process, log, "http://" + address);
        try {
            Eventually.get(PATIENCE, () -> prometheus.get("/-/ready"), answer -> answer.statusCode() == 200);
            return prometheus;
        } catch (AssertionError | Exception failed) {
            prometheus.close();
            throw failed;
        }
    }

    /**
     * One series of an instant query's answer.
     *
     * @param labels of the series, its name among them as {@code __name__}
     * @param value as Prometheus writes it
     */
    public record Sample(Map<String, String> labels, String value) {
        public double number() {
            return Double.parseDouble(value);
        }
    }

    /** What a query gives now. */
    public List<Sample> query(String promQl) throws IOException, InterruptedException {
        return data("/api/v1/query?query=" + URLEncoder.encode(promQl, UTF_8)).getJsonArray("result").stream()
                .map(JsonValue::asJsonObject)
                .map(series -> new Sample(
                        strings(series.getJsonObject("metric")),
                        series.getJsonArray("value").getString(1)))
                .toList();
    }

    /**
     * One value of a series.
     *
     * @param labels of the series
     * @param unixSeconds when it was scraped
     * @param value as Prometheus writes it
     */
    public record Point(Map<String, String> labels, double unixSeconds, String value) {}

    /** All that is stored for a range, {@code up[1h]}. */
    public List<Point> points(String promQl) throws IOException, InterruptedException {
        return data("/api/v1/query?query=" + URLEncoder.encode(promQl, UTF_8)).getJsonArray("result").stream()
                .map(JsonValue::asJsonObject)
                .flatMap(series -> series.getJsonArray("values").stream()
                        .map(JsonValue::asJsonArray)
                        .map(point -> new Point(
                                strings(series.getJsonObject("metric")),
                                point.getJsonNumber(0).doubleValue(),
                                point.getString(1))))
                .toList();
    }

    /** The errors of the last scrape of each target; empty text where there was none. */
    public List<String> scrapeErrors() throws IOException, InterruptedException {
        return data("/api/v1/targets?state=active").getJsonArray("activeTargets").stream()
                .map(target -> target.asJsonObject().getString("lastError"))
                .toList();
    }

    /** Warnings and errors. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    private JsonObject data(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            JsonObject object = reader.readObject();
            if (!object.getString("status").equals("success")) {
                throw new AssertionError(path + ": " + object);
            }
            return object.getJsonObject("data");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> strings(JsonObject labels) {
        return labels.keySet().stream().collect(Collectors.toMap(key -> key, labels::getString));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
