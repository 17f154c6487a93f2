package plumage.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.HubProcess;

/** {@code plumage demo}, as somebody sees it who has just unpacked the archive. */
class DemoTest {
    private static final Pattern PASSWORD = Pattern.compile("user admin, password (?<password>\\S+)");

    @TempDir
    static Path folder;

    private static Path home;
    private static HubProcess demo;
    private static String password;

    @BeforeAll
    static void start() throws Exception {
        home = HubProcess.unpack(folder);
        demo = HubProcess.start(home, "demo", Map.of());
        Matcher printed = demo.find(PASSWORD);
        assertThat(printed.find()).as(demo.output()).isTrue();
        password = printed.group("password");
    }

    @AfterAll
    static void end() throws Exception {
        demo.close();
    }

    @Test
    void servesEverySensorWithItsLabels() throws Exception {
        for (String sensor : List.of(
                "{sensor=\"si7021-bedroom\",room=\"bedroom\",floor=\"2\",",
                "{sensor=\"htu21d-cellar\",room=\"cellar\",floor=\"0\",",
                "{sensor=\"bme680-office\",room=\"office\",floor=\"1\",",
                "{sensor=\"bme688-kitchen\",room=\"kitchen\",floor=\"1\",")) {
            demo.awaitPage("sensor_up" + sensor + "} 1.0");
            demo.awaitPage("sensor_temperature_celsius" + sensor);
            demo.awaitPage("sensor_relative_humidity_ratio" + sensor);
        }
        demo.awaitPage("sensor_pressure_pascals{sensor=\"bme688-kitchen\"");
        demo.awaitPage("sensor_gas_resistance_ohms{sensor=\"bme688-kitchen\"");
        demo.awaitPage("sensor_sea_level_pressure_pascals{sensor=\"bme680-office\"");
        demo.awaitPage("chip=\"bme688\",bus=\"emulated-spi-0.0\",address=\"\",} 1.0");
    }

    @Test
    void valuesMove() throws Exception {
        String sample = "sensor_temperature_celsius{sensor=\"si7021-bedroom\"";
        demo.awaitPage(sample);
        String first = sample(sample);
        demo.await("another temperature", () -> !sample(sample).equals(first));
    }

    private static String sample(String start) throws Exception {
        return Arrays.stream(demo.page().split("\n"))
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("");
    }

    @Test
    void hasALandingPage() throws Exception {
        assertThat(demo.get("/").statusCode()).isEqualTo(200);
        assertThat(demo.get("/").body()).contains("/metrics");
    }

    @Test
    void saysOnlyWhatMatters() {
        assertThat(demo.output()).doesNotContain("DEBUG", "WARN", "ERROR", "Exception", "Picked up");
        assertThat(demo.output().lines().count()).isLessThan(15);
    }

    @Test
    void consoleLetsInWhoKnowsThePrintedPassword() throws Exception {
        var page = demo.get("/system/console/bundles", "Authorization", basic("admin", password));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("plumage.core");
    }

    @Test
    void consoleRefusesEverybodyElse() throws Exception {
        var page = demo.get("/system/console/bundles");
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Basic "));
        for (String wrong : List.of("admin", "", password + "x", password.substring(1))) {
            assertThat(demo.get("/system/console/bundles", "Authorization", basic("admin", wrong))
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(demo.get("/system/console/bundles", "Authorization", basic("root", password))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void consoleRefusesWhoComesThroughAProxy() throws Exception {
        assertThat(demo.get(
                                "/system/console/bundles",
                                "Authorization",
                                basic("admin", password),
                                "X-Forwarded-For",
                                "192.0.2.7")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void passwordIsForNobodyElse() throws Exception {
        Path file = home.resolve("data/demo/console.password");
        assertThat(file).hasContent(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesTheArchivesConfigurationAlone() throws Exception {
        Path copy = home.resolve("data/demo/conf/plumage.si7021-bedroom.cfg");
        assertThat(copy).hasSameTextualContentAs(home.resolve("demo/plumage.si7021-bedroom.cfg"));
        assertThat(home.resolve("conf")).isDirectoryNotContaining("glob:**.cfg");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
