package plumage.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePasswordTest {
    @TempDir
    Path folder;

    @Test
    void generatesAnotherEachTime() {
        ConsolePassword password = ConsolePassword.generate();
        assertThat(password.line())
                .matches("([a-km-z2-9]{4}-){3}[a-km-z2-9]{4}")
                .isNotEqualTo(ConsolePassword.generate().line());
        assertThat(password.isChosen()).isFalse();
        assertThat(password.matches(password.line())).isTrue();
        assertThat(password.matches(password.line() + " ")).isFalse();
        assertThat(password.matches("")).isFalse();
    }

    @Test
    void keepsAChosenOneAsASaltedHash() throws Refusal {
        ConsolePassword password = ConsolePassword.choose("correct horse");
        assertThat(password.line())
                .matches("pbkdf2-sha256:20000:[^:]{24}:[^:]{44}")
                .doesNotContain("horse");
        assertThat(password.line())
                .isNotEqualTo(ConsolePassword.choose("correct horse").line());
        assertThat(password.isChosen()).isTrue();
        assertThat(password.matches("correct horse")).isTrue();
        assertThat(password.matches("correct horsf")).isFalse();
        assertThat(password.matches(password.line())).isFalse();
        assertThat(password.toString()).isEqualTo("a chosen password");
    }

    /** The hash as another implementation computes it, so that a new version knows an old file: Python's {@code hashlib.pbkdf2_hmac}. */
    @Test
    void knowsAFileOfAnotherVersion() {
        ConsolePassword password = new ConsolePassword(
                "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw==:2FN8uH97TrgxPnhKbeiBVnNHvDJgCWhjFzNYRAeSuVY=");
        assertThat(password.matches("Grüße aus dem Keller")).isTrue();
        assertThat(password.matches("Gruesse aus dem Keller")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin", "1234567"})
    void refusesShortOnes(String password) {
        assertThatThrownBy(() -> ConsolePassword.choose(password))
                .isInstanceOf(Refusal.class)
                .hasMessage("the password has " + password.length() + " characters; allowed are 8 and more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Raspberry", "adminadmin"})
    void refusesCommonOnes(String password) {
        assertThatThrownBy(() -> ConsolePassword.choose(password))
                .isInstanceOf(Refusal.class)
                .hasMessage("the password is one that everybody tries first; choose another");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pbkdf2-sha256:",
                "pbkdf2-sha256:x:AA==:AA==",
                "pbkdf2-sha256:0:AA==:AA==",
                "pbkdf2-sha256:9:?:?"
            })
    void aDamagedFileLetsNobodyIn(String line) {
        assertThat(new ConsolePassword(line).matches("")).isFalse();
        assertThat(new ConsolePassword(line).matches("admin")).isFalse();
    }

    @Test
    void writesAFileForItsOwnerOnly() throws Exception {
        Path file = ConsolePassword.file(folder);
        new ConsolePassword("first").write(file);
        new ConsolePassword("second").write(file);
        assertThat(ConsolePassword.read(file)).isEqualTo(new ConsolePassword("second"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining("glob:**/console.password");
        assertThat(folder.toFile().list()).hasSize(1);
    }
}
