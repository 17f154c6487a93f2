package plumage.tests.architecture;

import static java.nio.file.Files.isDirectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The bundles of this checkout, found by folder: a new one needs no mention here. */
final class Workspace {

    static List<Path> bundles() {
        return list(Path.of("../../bundles")).filter(Files::isDirectory).toList();
    }

    /** The jar that a bundle's build left; a module missing from the reactor has none. */
    static Path jar(Path bundle) {
        Path target = bundle.resolve("target");
        List<Path> jars = isDirectory(target)
                ? list(target)
                        .filter(path -> path.getFileName().toString().endsWith("-SNAPSHOT.jar")
                                || path.getFileName().toString().matches(".*-[0-9.]+\\.jar"))
                        .toList()
                : List.of();
        if (jars.size() != 1) {
            throw new AssertionError(
                    bundle.getFileName() + ": one jar expected, found " + jars + "; is it a module, is it packaged?");
        }
        return jars.get(0);
    }

    static Stream<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> walk(Path directory) {
        if (!isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Workspace() {}
}
