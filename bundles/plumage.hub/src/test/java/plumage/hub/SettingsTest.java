package plumage.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.hub.Settings.Command;

class SettingsTest {
    private static final Path HOME = Path.of("/opt/plumage");

    @Test
    void hubIsBesideItsScript() throws Refusal {
        assertThat(Settings.of(Command.HUB, HOME, Map.of("PLUMAGE_PORT", " ", "PLUMAGE_HOST", "")))
                .isEqualTo(new Settings(
                        Command.HUB, HOME, Path.of("/opt/plumage/conf"), Path.of("/opt/plumage/data"), null, null));
    }

    @Test
    void demoKeepsApart() throws Refusal {
        assertThat(Settings.of(Command.DEMO, HOME, Map.of("PLUMAGE_CONF", "/etc/plumage")))
                .isEqualTo(new Settings(
                        Command.DEMO,
                        HOME,
                        Path.of("/opt/plumage/data/demo/conf"),
                        Path.of("/opt/plumage/data/demo"),
                        null,
                        null));
    }

    @Test
    void environmentDecides() throws Refusal {
        assertThat(Settings.of(
                        Command.HUB,
                        HOME,
                        Map.of(
                                "PLUMAGE_CONF",
                                "/etc/plumage",
                                "PLUMAGE_DATA",
                                "/var/lib/../lib/plumage",
                                "PLUMAGE_HOST",
                                "::1",
                                "PLUMAGE_PORT",
                                " 8080 ")))
                .isEqualTo(new Settings(
                        Command.HUB, HOME, Path.of("/etc/plumage"), Path.of("/var/lib/plumage"), "::1", 8080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "65536", "9680.5", "99999999999", "0x10"})
    void refusesWhatIsNoPort(String text) {
        assertThatThrownBy(() -> Settings.of(Command.HUB, HOME, Map.of("PLUMAGE_PORT", text)))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "PLUMAGE_PORT=%s is not a port; allowed is 1 to 65535, or 0 for any free one".formatted(text));
    }

    @Test
    void repeatsOnlyTheStartOfNonsenseAndNothingThatMovesACursor() {
        assertThat(Settings.shortened("a\u001b[2Jb")).isEqualTo("a?[2Jb");
        assertThat(Settings.shortened("x".repeat(1000))).isEqualTo("x".repeat(60) + "…");
    }
}
