package plumage.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumage.tests.programs.Programs;

/** The comparison runs, as short as can be; what comes out is nothing that a test could tell. */
@Timeout(300)
class RequestsTest {
    @Test
    void comparesTheHubWithAll() throws Exception {
        Programs.find("wrk", "wrk");
        Programs.find("curl", "curl");
        Programs.find("prometheus-node-exporter", "prometheus-node-exporter");
        File printed = Path.of("target", "requests.txt").toFile();
        ProcessBuilder script = new ProcessBuilder("./requests", "100")
                .redirectErrorStream(true)
                .redirectOutput(printed);
        script.environment().putAll(Map.of("BUILT", "yes", "ROUNDS", "1", "SECONDS_EACH", "1", "ENCODINGS", "plain"));

        Process process = script.start();
        try {
            assertThat(process.waitFor(280, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroy();
        }

        assertThat(printed).content().satisfies(text -> {
            assertThat(text).contains("a frozen page is refused: si7021-1: the page tells reading ");
            assertThat(text.lines())
                    .filteredOn(line -> line.startsWith("plain "))
                    .extracting(line -> line.substring(0, 32).trim())
                    .containsExactly(
                            "plain /metrics",
                            "plain yardstick",
                            "plain node_exporter, keep-alive",
                            "plain node_exporter, close",
                            "plain simpleclient, keep-alive",
                            "plain simpleclient, close",
                            "plain client_java, keep-alive",
                            "plain client_java, close",
                            "plain allocation");
            assertThat(text).contains("checked: ").doesNotContain("WRONG");
        });
        assertThat(process.exitValue()).isZero();
    }
}
