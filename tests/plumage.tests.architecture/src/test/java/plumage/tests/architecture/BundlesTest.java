package plumage.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Domain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every jar carries, and what it lets others see. */
class BundlesTest {

    static List<Path> bundles() {
        return Workspace.bundles();
    }

    @Test
    void thereAreBundles() {
        assertThat(bundles()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void inheritsTheRootBndFile(Path bundle) throws IOException {
        Domain manifest = manifest(bundle);
        assertThat(manifest.get("Plumage-Workspace")).isEqualTo("true");
        assertThat(manifest.get("Bundle-Vendor")).isEqualTo("Plumage");
        assertThat(manifest.get("Bundle-License")).startsWith("Apache-2.0;link=");
        assertThat(manifest.get("Bundle-DocURL")).isNull();
        assertThat(manifest.get("Bnd-LastModified")).isNull();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void isNamedAfterItsFolder(Path bundle) throws IOException {
        assertThat(manifest(bundle).getBundleSymbolicName().getKey())
                .isEqualTo(bundle.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void exportsOnlyContractsAndWithAVersionOfTheirOwn(Path bundle) throws IOException {
        Parameters exports = manifest(bundle).getExportPackage();
        assertThat(exports.keySet())
                .allMatch(name -> name.matches("plumage\\.bus|plumage\\.bus\\.emulated|plumage\\.sensor(\\..+)?"));
        // -nodefaultversion keeps bnd from making a version up
        exports.forEach((name, attributes) ->
                assertThat(attributes.getVersion()).as(name).isNotNull());
    }

    private static Domain manifest(Path bundle) throws IOException {
        try (JarFile jar = new JarFile(Workspace.jar(bundle).toFile())) {
            return Domain.domain(jar.getManifest());
        }
    }
}
