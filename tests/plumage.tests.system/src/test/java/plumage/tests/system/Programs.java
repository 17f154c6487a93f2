package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that a test starts and Maven does not bring. Without them it is skipped, which is said; with {@code -Dplumage.required.tools=true}, as {@code
 * .ci/run} has it, it fails.
 */
final class Programs {
    private static final String REQUIRED = "plumage.required.tools";

    private Programs() {}

    /** Where it is. */
    static Path find(String name, String debianPackage) {
        Path found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (found == null) {
            String missing =
                    "NOT TESTED, BECAUSE " + name + " IS MISSING. To have it: apt-get install " + debianPackage;
            assertThat(Boolean.getBoolean(REQUIRED)).as(missing).isFalse();
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        return found;
    }
}
