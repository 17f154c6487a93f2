package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {
    @TempDir
    Path folder;

    private Path jar;
    private String before;

    @BeforeEach
    void bundle() throws IOException {
        jar = folder.resolve("a.jar");
        write("one");
        before = Bundles.in(folder).fingerprint();
    }

    @Test
    void fingerprintIsThatOfTheContents() throws IOException {
        write("one");
        assertThat(Bundles.in(folder).fingerprint()).isEqualTo(before);
    }

    @Test
    void fingerprintChangesWithOneByte() throws IOException {
        long size = Files.size(jar);
        write("two");
        assertThat(jar).hasSize(size);
        assertThat(Bundles.in(folder).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void fingerprintChangesWithANameAndWithAnotherBundle() throws IOException {
        Path other = Files.move(jar, folder.resolve("b.jar"));
        String renamed = Bundles.in(folder).fingerprint();
        Files.copy(other, jar);
        assertThat(Bundles.in(folder).fingerprint()).isNotEqualTo(renamed);
        assertThat(renamed).isNotEqualTo(before);
    }

    @Test
    void fingerprintIsOverAllOfWhatIsNoArchive() throws IOException {
        Files.writeString(jar, "no archive at all, one");
        String one = Bundles.in(folder).fingerprint();
        Files.writeString(jar, "no archive at all, two");
        assertThat(Bundles.in(folder).fingerprint()).isNotEqualTo(one);
    }

    /** Always with the same time. */
    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        ZipEntry entry = new ZipEntry("entry");
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
    }
}
