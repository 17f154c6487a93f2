package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.HubProcess;

/** What is in the archives. */
class ArchivesTest {
    private static final Path TARGET = Path.of("../../run-configs/target");

    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        home = HubProcess.unpack(folder);
    }

    @Test
    void hubHasWhatWasResolvedOnceEach() throws Exception {
        Set<String> resolved = new TreeSet<>(jars(TARGET.resolve("export/hub")));
        resolved.addAll(jars(TARGET.resolve("export/demo")));
        List<String> shared = jars(home.resolve("bundles"));
        List<String> hubOnly = jars(home.resolve("bundles/hub"));
        assertThat(Stream.of(shared, hubOnly).flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(resolved);
        assertThat(shared).containsExactlyInAnyOrderElementsOf(jars(TARGET.resolve("export/demo")));
    }

    @Test
    void noBundleIsThereInTwoVersions() throws Exception {
        Map<String, Path> known = new HashMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                assertThat(known.put(symbolicName(jar), jar))
                        .as("twice: " + jar)
                        .isNull();
            }
        }
        assertThat(known).containsKeys("plumage.core", "org.apache.felix.framework");
    }

    @Test
    void nothingIsConfiguredInAFreshHub() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "README",
                            "hub.properties",
                            "plumage.bme680-office.cfg.sample",
                            "plumage.si7021-bedroom.cfg.sample",
                            "sensors.json.sample");
        }
        assertThat(Files.readAllLines(home.resolve("conf/hub.properties")))
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
        assertThat(home).isDirectoryContaining("glob:**/LICENSE").isDirectoryContaining("glob:**/README.md");
        assertThat(home.resolve("plumage")).isExecutable();
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void theIndexFindsEveryBundleOfTheRepository() throws Exception {
        Path repository = TARGET.resolve("repository");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(repository.resolve("index.xml").toFile());
        String index = Files.readString(repository.resolve("index.xml"));
        Set<String> indexed = Pattern.compile("<attribute name=\"url\" value=\"([^\":]+)\"")
                .matcher(index)
                .results()
                .map((MatchResult url) -> url.group(1))
                .collect(Collectors.toSet());
        Set<String> present = new TreeSet<>();
        jars(repository.resolve("bundles")).forEach(jar -> present.add("bundles/" + jar));
        jars(repository.resolve("needed")).forEach(jar -> present.add("needed/" + jar));
        assertThat(indexed).isEqualTo(present);
        assertThat(jars(repository.resolve("bundles"))).allMatch(jar -> jar.startsWith("plumage."));
        assertThat(index).doesNotContain("plumage.hub");
    }

    private static List<String> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
            assertThat(jars).as("%s", directory).isNotEmpty();
            return jars;
        }
    }

    private static String symbolicName(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getManifest()
                    .getMainAttributes()
                    .getValue("Bundle-SymbolicName")
                    .replaceFirst(";.*", "");
        }
    }
}
