package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars in a folder. */
final class Jars {
    private final List<Path> paths;

    private Jars(List<Path> paths) {
        this.paths = paths;
    }

    static Jars in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new Jars(files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each of these artifacts, whatever its version. */
    List<Path> named(String... artifacts) {
        return Stream.of(artifacts)
                .map(artifact -> {
                    List<Path> found = matching(artifact + "-[0-9].*").toList();
                    assertThat(found).as(artifact).hasSize(1);
                    return found.get(0);
                })
                .toList();
    }

    List<Path> all() {
        return paths;
    }

    private Stream<Path> matching(String pattern) {
        return paths.stream().filter(path -> path.getFileName().toString().matches(pattern));
    }
}
