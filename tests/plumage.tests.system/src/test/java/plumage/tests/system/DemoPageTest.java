package plumage.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.tests.programs.HubProcess;
import plumage.tests.programs.Programs;

/**
 * The whole page of the demo, in both formats. The golden files have every line of it, but for what is different each time:
 *
 * <ul>
 *   <li>A value is {@code #}, except in families that say what is so ({@code _info}, {@code sensor_up}, {@code plumage_collectors}) or that nothing failed
 *       ({@code _errors_total}).
 *   <li>Of {@code jvm_*}, whose labels are those of a virtual machine and its options, only names are there.
 *   <li>The version in {@code plumage_build_info} is {@code #}.
 * </ul>
 *
 * A page that changed on purpose is written with {@code mvn verify -Dgolden.write -Dtest=DemoPageTest} and read before it is committed.
 */
class DemoPageTest {
    private static final Path GOLDEN = Path.of("src/test/resources/plumage/tests/system");
    private static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";
    private static final String TEXT = "text/plain;version=0.0.4";

    @TempDir
    static Path folder;

    private static HubProcess demo;

    @BeforeAll
    static void start() throws Exception {
        demo = HubProcess.start(HubProcess.unpack(folder), "demo", Map.of());
        for (String sensor : List.of("si7021-bedroom", "htu21d-cellar", "bme680-office", "bme688-kitchen")) {
            demo.awaitPage("sensor_dew_point_celsius{sensor=\"" + sensor + "\"");
        }
        for (String sensor : List.of("bme680-office", "bme688-kitchen")) {
            demo.awaitPage("sensor_gas_resistance_ohms{sensor=\"" + sensor + "\"");
        }
    }

    @AfterAll
    static void end() throws Exception {
        demo.close();
    }

    @ParameterizedTest
    @CsvSource({"demo.txt," + TEXT, "demo.openmetrics.txt," + OPENMETRICS})
    void isTheGoldenPage(String file, String accept) throws Exception {
        String page = demo.get("/metrics", "Accept", accept).body();

        String normal = normal(page);

        Path golden = GOLDEN.resolve(file);
        if (System.getProperty("golden.write") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, normal);
        }
        assertThat(normal).isEqualTo(Files.readString(golden));
    }

    @Test
    void promtoolFindsNothing() throws Exception {
        Path promtool = Programs.find("promtool", "prometheus");

        assertThat(lint(promtool, demo.page())).isEmpty();
    }

    @Test
    void promtoolWouldFindSomething() throws Exception {
        Path promtool = Programs.find("promtool", "prometheus");

        assertThat(lint(promtool, "# TYPE up_total gauge\nup_total 1\n")).contains("up_total");
    }

    /** What promtool says about a page; empty when it finds no fault. */
    private static String lint(Path promtool, String page) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var input = process.outputWriter(UTF_8)) {
            input.write(page);
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        return status == 0 ? said : said + "\nstatus " + status;
    }

    private static String normal(String page) {
        Set<String> jvm = new HashSet<>();
        return page.lines()
                .map(DemoPageTest::normalLine)
                .filter(line -> !line.startsWith("jvm_") || jvm.add(line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String normalLine(String line) {
        if (line.startsWith("#")) {
            return line;
        }
        int space = line.lastIndexOf(' ');
        String series = line.substring(0, space);
        String name = series.replaceFirst("\\{.*", "");
        if (name.startsWith("jvm_")) {
            return name + " #";
        }
        if (name.equals("plumage_build_info")) {
            series = series.replaceFirst("version=\"[^\"]*\"", "version=\"#\"");
        }
        return series + " "
                + (name.matches(".*_info|sensor_up|plumage_collectors|.*_errors_total")
                        ? line.substring(space + 1)
                        : "#");
    }
}
