package plumage.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassArchiveTest {
    @Test
    void isMadeAfterAMinuteUnlessTheUserSaysOtherwise() throws Refusal {
        assertThat(ClassArchive.delay(null)).isEqualTo(Duration.ofMinutes(1));
        assertThat(ClassArchive.delay(" 0 ")).isEqualTo(Duration.ZERO);
        assertThat(ClassArchive.delay("600")).isEqualTo(Duration.ofMinutes(10));
        assertThat(ClassArchive.delay("never")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", ""})
    void refusesWhatIsNoDelay(String text) {
        assertThatThrownBy(() -> ClassArchive.delay(text))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "plumage.archive.after=%s is no number of seconds; allowed are 0 and more, and never", text);
    }
}
