package plumage.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every package says in one sentence what it is for, and is null-marked. */
class PackagesTest {

    @Test
    void everyPackageOfABundleHasADocumentedPackageInfo() throws IOException {
        List<Path> packages = Workspace.bundles().stream()
                .flatMap(bundle -> Workspace.walk(bundle.resolve("src/main/java")).stream())
                .filter(path -> path.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(packages).isNotEmpty();
        for (Path directory : packages) {
            Path info = directory.resolve("package-info.java");
            assertThat(info).isRegularFile();
            assertThat(Files.readString(info))
                    .as("%s", info)
                    .containsPattern("(?s)/\\*\\*.*\\w.*\\*/")
                    .contains("NullMarked");
        }
    }
}
