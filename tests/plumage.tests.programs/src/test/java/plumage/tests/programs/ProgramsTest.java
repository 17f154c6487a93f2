package plumage.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ProgramsTest {
    private static final String REQUIRED = "plumage.required.tools";
    private static final String MISSING =
            "NOT TESTED, BECAUSE no-such-program IS MISSING. To have it: apt-get install no-such-package";

    private final String before = System.getProperty(REQUIRED, "");

    @AfterEach
    void restore() {
        System.setProperty(REQUIRED, before);
    }

    @Test
    void findsWhatIsThere() {
        assertThat(Programs.find("sh", "dash")).isExecutable().hasFileName("sh");
    }

    @Test
    void skipsTheTestOfWhatIsMissingAndSaysSo() {
        System.clearProperty(REQUIRED);
        PrintStream terminal = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> Programs.find("no-such-program", "no-such-package"))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining(MISSING);
        } finally {
            System.setErr(terminal);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines(MISSING);
    }

    @Test
    void failsTheTestOfWhatIsMissingWhereAllIsRequired() {
        System.setProperty(REQUIRED, "true");
        assertThatThrownBy(() -> Programs.find("no-such-program", "no-such-package"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(MISSING);
    }
}
