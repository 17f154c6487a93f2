package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exported folders are there: what the other tests of this module start. */
class RunConfigsTest {

    private static final Path EXPORTS = Path.of("../../run-configs/target/export");

    @ParameterizedTest
    @ValueSource(strings = {"hub", "demo"})
    void isExportedAsAFolderOfBundles(String run) {
        assertThat(EXPORTS.resolve(run)).isDirectoryRecursivelyContaining("glob:**/plumage.core*.jar");
    }

    @Test
    void hubHasNoEmulatedChips() {
        assertThat(EXPORTS.resolve("hub")).isDirectoryNotContaining("glob:**/plumage.bus.emulated*");
    }
}
