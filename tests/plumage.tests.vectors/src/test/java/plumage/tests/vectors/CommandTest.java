package plumage.tests.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./plumage vectors DIR} says. */
class CommandTest {
    private static final String CHIP = """
            {"format": "sensor-vectors/1", "chip": "%s", "bus": "i2c", "transport": "reg8", "cases": [
              {"name": "absent", "device": {"registers": {"0xD0": "%s"}}, "expect": {"status": "error", "error": "wrong-chip-id"}},
              {"name": "present", "device": {"registers": {"0xD0": "0x60"}}, "expect": {"status": "error", "error": "wrong-chip-id"}}]}
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void countsPassedFailedAndSkippedCases() throws IOException {
        write("bme680.json", CHIP.formatted("bme680", "0x61"));
        write("nose9000.json", CHIP.formatted("nose9000", "0x61"));
        write("README.md", "not a vector");

        assertThat(run()).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        "played  bme680: 1 of 2 cases passed",
                        "FAILED  bme680 absent: expected fault identity, actual fault timeout"
                                + " (no new data 100 ms after the conversion should have ended)",
                        "skipped nose9000: 2 cases, no driver",
                        "vectors: 1 passed, 1 failed, 2 skipped");
    }

    @Test
    void succeedsWhenNothingFails() throws IOException {
        write("bme680.json", CHIP.formatted("bme680", "0x00"));

        assertThat(run()).isEqualTo(0);
        assertThat(lines())
                .containsExactly("played  bme680: 2 of 2 cases passed", "vectors: 2 passed, 0 failed, 0 skipped");
    }

    @Test
    void aFileThatIsNoVectorsFailsAndTheOthersArePlayed() throws IOException {
        write("a.json", "{");
        write("b.json", "{\"format\": \"sensor-vectors/2\"}");
        write("bme680.json", CHIP.formatted("bme680", "0x00"));
        write("c.json", "{\"format\": \"sensor-vectors/1\", \"chip\": \"c\", \"bus\": \"i2c\", \"cases\": []}");
        write("d.json", "{\"format\": \"sensor-vectors/1\", \"bus\": \"i2c\"}");

        assertThat(run()).isEqualTo(1);
        assertThat(lines())
                .contains(
                        "FAILED  b.json file: 'format' is 'sensor-vectors/2'; understood is 'sensor-vectors/1'",
                        "FAILED  c.json file: 'cases' is empty",
                        "FAILED  d.json file: 'cases' is missing")
                .anyMatch(line -> line.startsWith("FAILED  a.json file: is not a JSON object: "))
                .endsWith("vectors: 2 passed, 4 failed, 0 skipped");
    }

    @Test
    void saysWhatADirectoryOfVectorsIs() {
        assertThat(run()).isEqualTo(2);
        assertThat(Vectors.run(new String[] {directory + "/none"}, print())).isEqualTo(2);
        assertThat(Vectors.run(new String[0], print())).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "'" + directory + "' holds no file <chip>.json",
                        "'" + directory + "/none' is not a directory",
                        "One argument is needed: a directory of vectors, <chip>.json in the format sensor-vectors/1");
    }

    private int run() {
        return Vectors.run(new String[] {directory.toString()}, print());
    }

    private PrintStream print() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
