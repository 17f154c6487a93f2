package plumage.driver.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.GpioSetup.Bias;
import plumage.sensor.Setting;

class InputLineTest {
    private static final Setting<Duration> DEBOUNCE = InputLine.debounce(Duration.ofMillis(50));

    @ParameterizedTest
    @CsvSource({
        "pull-up, PULL_UP",
        "PULL-UP, PULL_UP",
        "pull-down, PULL_DOWN",
        "disabled, DISABLED",
        "as-is, AS_IS",
        "'', PULL_UP"
    })
    void understandsBias(String text, Bias bias) {
        assertThat(InputLine.BIAS.in(Map.of("bias", text))).isEqualTo(bias);
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputLine.BIAS.in(Map.of("bias", "up")))
                .withMessage("bias: 'up' is not allowed; allowed is one of as-is, pull-up, pull-down, disabled");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEBOUNCE.in(Map.of("debounce", "2m")))
                .withMessageEndingWith("from 0s to 60s");
    }

    @Test
    void debounces() {
        assertThat(DEBOUNCE.in(Map.of())).isEqualTo(Duration.ofMillis(50));
        assertThat(DEBOUNCE.in(Map.of("debounce", "0"))).isEqualTo(Duration.ZERO);
        assertThat(DEBOUNCE.in(Map.of("debounce", "5ms"))).isEqualTo(Duration.ofMillis(5));
    }
}
