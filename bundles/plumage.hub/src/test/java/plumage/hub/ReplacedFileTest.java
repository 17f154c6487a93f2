package plumage.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("plumage.x.cfg"), "old\n");
    }

    @Test
    void keepsPermissionsAndLeavesNothingBeside() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        ReplacedFile.replace(file, "old\n", "n\u00EBw\n");
        assertThat(file).hasContent("n\u00EBw");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        assertOnly(file);
    }

    @Test
    void whoReadsSlowlyReadsTheOldTextToItsEnd() throws Exception {
        try (InputStream slow = Files.newInputStream(file)) {
            int first = slow.read();
            ReplacedFile.replace(file, "old\n", "new and longer\n");
            assertThat((char) first + new String(slow.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("old\n");
        }
    }

    @Test
    void writesThroughALink() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("git"));
        Path target = Files.move(file, elsewhere.resolve("real.cfg"));
        Files.createSymbolicLink(file, target);
        ReplacedFile.replace(file, "old\n", "new\n");
        assertThat(file).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void leavesWhatSomebodyElseHasChanged() throws Exception {
        assertThatThrownBy(() -> ReplacedFile.replace(file, "older\n", "new\n"))
                .hasMessage("the file is being changed by somebody else");
        assertThat(file).hasContent("old");
        assertOnly(file);
    }

    @Test
    void aWriteThatFailsLeavesTheOldText() throws Exception {
        // where the new text would be written stands a folder with something in it
        Path blocked = Files.createDirectories(folder.resolve(".plumage.x.cfg.new/in the way"));
        assertThatThrownBy(() -> ReplacedFile.replace(file, "old\n", "new\n"))
                .isInstanceOf(java.nio.file.DirectoryNotEmptyException.class);
        assertThat(file).hasContent("old");
        assertThat(blocked).exists();
    }

    @Test
    void respectsAFileThatIsNotWritable() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(file), "root may write everything");
        assertThatThrownBy(() -> ReplacedFile.replace(file, "old\n", "new\n"))
                .hasMessageContaining("the file is not writable");
        assertThat(file).hasContent("old");
    }

    private void assertOnly(Path expected) throws Exception {
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(expected);
        }
    }
}
