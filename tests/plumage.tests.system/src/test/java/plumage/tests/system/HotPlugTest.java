package plumage.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.Eventually;
import plumage.tests.programs.HubProcess;
import plumage.tests.programs.Programs;
import plumage.tests.programs.Prometheus;

/**
 * A Prometheus server watches a hub while its sensors, configurations and drivers come and go: every scrape succeeds, in both formats, and what it stored is
 * what happened.
 */
class HotPlugTest {
    private static final int ROUNDS = 12;

    /** Each scrapes once a second; several of each job meet the hub at several moments of an event. */
    private static final int SCRAPERS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CHIPS = "chips = si7021@emulated-i2c-1/0x40, bme680@emulated-i2c-1/0x77";
    private static final String EXTRA_CHIP = ", si7021@emulated-i2c-3/0x40";
    private static final String EXTRA = "plumage.si7021-extra.cfg";
    private static final String FAULTY = "plumage.bme680-faulty.cfg";

    @TempDir
    private Path folder;

    private Path conf;
    private HubProcess hub;
    private int events;

    @BeforeEach
    void startHub() throws Exception {
        Programs.find("prometheus", "prometheus");
        conf = Files.createDirectory(folder.resolve("conf"));
        write("hub.properties", "felix.fileinstall.poll = 100");
        write("plumage.bus.emulated.cfg", CHIPS + EXTRA_CHIP);
        write("plumage.bme680-steady.cfg", "bus = emulated-i2c-1\naddress = 0x77\ninterval = 1s");
        write("plumage.si7021-bouncing.cfg", "bus = emulated-i2c-1\ninterval = 100ms");
        hub = HubProcess.start(HubProcess.unpack(folder), "hub", Map.of("PLUMAGE_CONF", conf.toString()));
        hub.awaitPage("sensor_up{sensor=\"bme680-steady\",} 1.0");
        hub.awaitPage("sensor_up{sensor=\"si7021-bouncing\",} 1.0");
    }

    @AfterEach
    void stopHub() throws Exception {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void everyScrapeSucceeds() throws Exception {
        URI metrics = hub.url("/metrics");
        try (TextOnly proxy = TextOnly.inFrontOf(metrics);
                Prometheus prometheus = Prometheus.start(
                        Programs.find("prometheus", "prometheus"),
                        Files.createDirectory(folder.resolve("prometheus")),
                        configuration(metrics.getAuthority(), proxy.target()))) {
            Eventually.get(PATIENCE, () -> prometheus.query("up == 1"), up -> up.size() == 2 * SCRAPERS);

            for (int round = 1; round <= ROUNDS; round++) {
                comeAndGo(round);
            }

            assertThat(events).isGreaterThan(100);
            assertEveryScrapeSucceeded(prometheus);
            assertStoredWhatHappened(prometheus);
            assertThat(proxy.contentTypes()).containsExactly("text/plain; version=0.0.4; charset=utf-8");
        }
    }

    /** Nine events. */
    private void comeAndGo(int round) throws Exception {
        String extra = "sensor_up{sensor=\"si7021-extra\",place=\"" + round + " \\\"caf\u00e9\\\"\",} ";
        write(EXTRA, "bus = emulated-i2c-3\ninterval = 100ms\nlabels = place=" + round + " \"caf\u00e9\"");
        seen(extra + "1.0");
        write("plumage.bus.emulated.cfg", CHIPS);
        seen(extra + "0.0");
        write("plumage.bus.emulated.cfg", CHIPS + EXTRA_CHIP);
        seen(extra + "1.0");
        write(EXTRA, "bus = emulated-i2c-3\ninterval = 200ms\nlabels = place=elsewhere");
        seen("sensor_up{sensor=\"si7021-extra\",place=\"elsewhere\",} 1.0");
        write(FAULTY, "interval = 5 bananas");
        seen("plumage_configuration_error{pid=\"plumage.bme680~faulty\",key=\"interval\",} 1.0");
        Files.delete(conf.resolve(FAULTY));
        gone("plumage_configuration_error");
        console("plumage.driver.silabs", "stop");
        gone("si7021");
        console("plumage.driver.silabs", "start");
        seen("sensor_up{sensor=\"si7021-bouncing\",} 1.0");
        Files.delete(conf.resolve(EXTRA));
        gone("si7021-extra");
    }

    private void seen(String line) throws Exception {
        hub.awaitPage(line);
        events++;
    }

    private void gone(String text) throws Exception {
        hub.awaitGone(text);
        events++;
    }

    private void assertEveryScrapeSucceeded(Prometheus prometheus) throws Exception {
        assertThat(prometheus.query("min_over_time(up[1h])"))
                .hasSize(2 * SCRAPERS)
                .allSatisfy(up -> assertThat(up.value()).as("%s", up).isEqualTo("1"));
        assertThat(prometheus.scrapeErrors()).hasSize(2 * SCRAPERS).containsOnly("");
        assertThat(prometheus.log()).isEmpty();
        assertThat(hub.isAlive()).isTrue();
    }

    private void assertStoredWhatHappened(Prometheus prometheus) throws Exception {
        // All samples of a page are taken, in either format.
        long samples = hub.page().lines().filter(line -> !line.startsWith("#")).count();
        Eventually.get(
                PATIENCE,
                () -> prometheus.query("scrape_samples_scraped == " + samples),
                scraped -> scraped.size() == 2 * SCRAPERS);
        // What is gone ends at the next scrape, not five minutes later.
        Eventually.get(PATIENCE, () -> prometheus.query("sensor_up{sensor=\"si7021-extra\"}"), List::isEmpty);
        assertThat(prometheus.query("sensor_up{sensor=\"bme680-steady\"} == 1")).hasSize(2 * SCRAPERS);
        // It was there, and its labels are what was configured, quotes and all.
        assertThat(prometheus.query("last_over_time(sensor_up{sensor=\"si7021-extra\"}[1h])"))
                .extracting(up -> up.labels().get("place"))
                .contains("elsewhere")
                .allMatch(place -> place.matches("elsewhere|[0-9]+ \"caf\u00e9\""));
        // Counters begin anew with a driver and with nothing else.
        assertThat(prometheus.query("resets(sensor_reads_total{sensor=\"bme680-steady\"}[1h])"))
                .hasSize(2 * SCRAPERS)
                .allSatisfy(resets -> assertThat(resets.value()).isEqualTo("0"));
        assertThat(prometheus.query("resets(sensor_reads_total{sensor=\"si7021-bouncing\"}[1h])"))
                .hasSize(2 * SCRAPERS)
                .allSatisfy(resets -> assertThat(resets.number()).isBetween(1.0, (double) ROUNDS));
    }

    private static String configuration(String openMetrics, String text) {
        StringBuilder configuration = new StringBuilder("""
                global:
                  scrape_interval: 1s
                  scrape_timeout: 1s
                scrape_configs:
                """);
        Map.of("openmetrics", openMetrics, "text", text).forEach((job, target) -> {
            configuration.append("- job_name: " + job + "\n  static_configs:\n");
            for (int scraper = 1; scraper <= SCRAPERS; scraper++) {
                configuration.append("  - targets: ['" + target + "']\n    labels: {scraper: '" + scraper + "'}\n");
            }
        });
        return configuration.toString();
    }

    /** Into the folder all at once, so that FileInstall never sees half of it. */
    private void write(String file, String text) throws IOException {
        Path whole = Files.writeString(folder.resolve("whole"), text + "\n");
        Files.move(whole, conf.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Presses a button of the web console. */
    private void console(String bundle, String action) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(hub.url("/system/console/bundles/" + bundle))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(("admin:" + password()).getBytes(UTF_8)))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("action=" + action))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String password() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return Files.readString(files.filter(file -> file.endsWith("console.password"))
                            .findFirst()
                            .orElseThrow())
                    .strip();
        }
    }
}
