package plumage.tests.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that a test starts and Maven does not bring. Without them it is skipped, which is said; with {@code -Dplumage.required.tools=true}, as {@code
 * .ci/run} has it, it fails.
 */
public final class Programs {
    private static final String REQUIRED = "plumage.required.tools";
    /** Where Debian puts them that are root's to use, which is not on everybody's path. */
    private static final String SBIN = "/usr/sbin";

    private Programs() {}

    /** Where it is. */
    public static Path find(String name, String debianPackage) {
        Optional<Path> found = Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of(SBIN))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            skip("NOT TESTED, BECAUSE " + name + " IS MISSING. To have it: apt-get install " + debianPackage);
        }
        return found.orElseThrow();
    }

    /** Skips the test that calls it, loudly; fails it where all is required. */
    public static void skip(String why) {
        if (Boolean.getBoolean(REQUIRED)) {
            throw new AssertionError(why);
        }
        System.err.println(why);
        Assumptions.abort(why);
    }
}
