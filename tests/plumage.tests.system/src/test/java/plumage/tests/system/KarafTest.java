package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive for Karaf and openHAB, dropped into the former, without a network, on both of its frameworks. openHAB runs on Equinox. */
class KarafTest {
    private static final String UP = "sensor_up{sensor=\"si7021-attic\",room=\"attic\",} ";

    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void runsTheArchive(String framework) throws Exception {
        Path archive = Karaf.archive();
        try (Karaf karaf = Karaf.start(base, framework)) {
            assertThat(karaf.bundles().get("org.eclipse.osgi") != null).isEqualTo(framework.equals("equinox"));
            if (framework.equals("equinox")) { // openHAB has them; else they come with the archive
                karaf.install("scr");
                karaf.install("http-whiteboard");
                karaf.install("eventadmin");
            }
            Set<String> before = karaf.bundles().keySet();

            karaf.configure("plumage.si7021-attic.cfg", "bus = emulated-i2c-1\ninterval = 1s\nlabels = room=attic\n");
            karaf.deploy(archive);
            String page = karaf.awaitPage(UP + "0.0");
            assertThat(page)
                    .contains("sensor_read_errors_total{sensor=\"si7021-attic\",room=\"attic\",reason=\"bus\",}")
                    .contains("plumage_build_info{")
                    .doesNotContain("plumage_configuration_error{", "jvm_", "process_");
            assertThat(ours(karaf))
                    .containsOnlyKeys(bundlesOfAKaraf())
                    .allSatisfy((bundle, state) -> assertThat(state).as(bundle).isEqualTo("Active"));

            karaf.install("plumage-emulated");
            karaf.configure("plumage.bus.emulated.cfg", "chips = si7021@emulated-i2c-1/0x40\n");
            assertThat(karaf.awaitPage(UP + "1.0"))
                    .containsPattern(
                            "(?m)^sensor_temperature_celsius\\{sensor=\"si7021-attic\",room=\"attic\",} \\d+\\.\\d+$")
                    .contains(
                            "sensor_info{sensor=\"si7021-attic\",room=\"attic\",chip=\"si7021\",bus=\"emulated-i2c-1\",address=\"0x40\",} 1.0");
            servesEveryPage(karaf);
            hearsOpenhab(karaf);
            assertThat(karaf.log()).doesNotContain("| ERROR |");
            System.out.println("Karaf on " + framework + ": " + karaf.residentMemory() + " resident, archive of "
                    + Files.size(archive) + " bytes");

            karaf.undeploy(archive);
            karaf.await("no metrics", () -> karaf.isGone("/metrics"));
            karaf.await("Plumage gone", () -> ours(karaf).isEmpty());
            assertThat(karaf.isGone("/plumage/")).isTrue();
            karaf.await("the others stay", () -> karaf.bundles().keySet().containsAll(before));

            karaf.deploy(archive);
            karaf.awaitPage(UP + "0.0");
            assertThat(karaf.awaitOk("/plumage/-/ready")).isNotEmpty();

            karaf.stop();
            // Pax Web has some to tell of its own end
            assertThat(karaf.log().lines())
                    .noneMatch(line -> line.contains("| ERROR |") && line.contains("plumage"))
                    .noneMatch(line -> line.startsWith("\tat plumage."));
        }
    }

    /** Every one there is, but what a feature of its own has, and what makes a hub of a framework. */
    private static List<String> bundlesOfAKaraf() throws IOException {
        try (Stream<Path> bundles = Files.list(Path.of("../../bundles"))) {
            return bundles.filter(bundle -> Files.exists(bundle.resolve("pom.xml")))
                    .map(bundle -> bundle.getFileName().toString())
                    .filter(bundle -> !List.of("plumage.bus.emulated", "plumage.hub", "plumage.openhab")
                            .contains(bundle))
                    .toList();
        }
    }

    private void hearsOpenhab(Karaf karaf) throws Exception {
        karaf.install("plumage-openhab");
        karaf.awaitPage("plumage_openhab_events_total{result=\"taken\",} 0.0");
        Path openhab = OpenhabStandIn.bundle(base);

        karaf.deploy(openhab);
        assertThat(karaf.awaitPage("plumage_openhab_events_total{result=\"taken\",} 2.0"))
                .contains(
                        "openhab_item_temperature_celsius{item=\"Attic\",} 21.5\n",
                        "openhab_item_switch_on{item=\"Light\",} 1.0\n",
                        "plumage_openhab_events_total{result=\"malformed\",} 1.0\n");
        karaf.undeploy(openhab);
    }

    private static void servesEveryPage(Karaf karaf) throws Exception {
        assertThat(karaf.awaitOk("/plumage/-/ready")).isNotEmpty();
        assertThat(karaf.awaitOk("/plumage/-/healthy")).isNotEmpty();
        for (String landing : List.of("/plumage", "/plumage/")) {
            assertThat(karaf.awaitOk(landing)).contains("si7021-attic", "href=\"/metrics\"");
        }
        assertThat(karaf.get("/plumage/nothing").statusCode()).isEqualTo(404);
        // whose root is Karaf's, or openHAB's
        assertThat(karaf.get("/").statusCode()).isEqualTo(404);

        HttpResponse<String> openMetrics = karaf.get("/metrics", "Accept", "application/openmetrics-text");
        assertThat(openMetrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text; version=1.0.0"));
        assertThat(openMetrics.body()).endsWith("# EOF\n");
        assertThat(karaf.get("/metrics", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
        assertThat(karaf.get("/metrics?name[]=sensor_up").body().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(UP + "1.0");
    }

    private static Map<String, String> ours(Karaf karaf) throws Exception {
        Map<String, String> ours = new TreeMap<>(karaf.bundles());
        ours.keySet().removeIf(bundle -> !bundle.startsWith("plumage."));
        return ours;
    }
}
