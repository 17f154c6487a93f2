package plumage.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
    private static final Setting<Duration> INTERVAL =
            Setting.duration("interval", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({
        "10s,10000",
        "500ms,500",
        "2m,120000",
        "1h,3600000",
        "1.5 s,1500",
        "3,3000",
        "0.25,250",
        "10S,10000",
        "24h,86400000"
    })
    void understandsDurations(String text, long millis) {
        assertThat(INTERVAL.in(Map.of("interval", text))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 bananas", "-1s", "99ms", "25h", "NaN", "1e3", "s", "1 0s", "0x10", "١٠s"})
    void refusesOtherDurationsAndSaysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> INTERVAL.in(Map.of("interval", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "interval: '" + text
                                + "' is not allowed; allowed is a number with ms, s, m or h (a bare number is seconds) from 100ms to 24h");
    }

    @Test
    void takesEveryFormThatAToolWrites() {
        assertThat(INTERVAL.in(Map.of("interval", 7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(INTERVAL.in(Map.of("interval", 7.0))).isEqualTo(Duration.ofSeconds(7));
        assertThat(INTERVAL.in(Map.of("interval", 0.5))).isEqualTo(Duration.ofMillis(500));
        assertThat(INTERVAL.in(Map.of("interval", new String[] {" 7s "}))).isEqualTo(Duration.ofSeconds(7));
        assertThat(INTERVAL.in(Map.of("interval", new int[] {7}))).isEqualTo(Duration.ofSeconds(7));
        assertThat(INTERVAL.in(Map.of("interval", List.of("7s")))).isEqualTo(Duration.ofSeconds(7));
        assertThat(INTERVAL.in(Map.of("interval", ""))).isEqualTo(Duration.ofSeconds(10));
        assertThat(INTERVAL.in(Map.of())).isEqualTo(Duration.ofSeconds(10));
        assertThat(Setting.flag("enabled", true).in(Map.of("enabled", false))).isFalse();
        assertThat(Setting.flag("enabled", true).in(Map.of("enabled", "FALSE"))).isFalse();
    }

    @Test
    void understandsAddressesInBothNotations() {
        Setting<Integer> address = Setting.address("address", 0x76, 0x77, 0x76);

        assertThat(address.in(Map.of("address", "0x77"))).isEqualTo(0x77);
        assertThat(address.in(Map.of("address", "119"))).isEqualTo(0x77);
        assertThat(address.in(Map.of("address", 119L))).isEqualTo(0x77);
        assertThatThrownBy(() -> address.in(Map.of("address", "0x40")))
                .hasMessage("address: '0x40' is not allowed; allowed is one of 0x76, 0x77");
        assertThatThrownBy(() -> address.in(Map.of("address", "77")))
                .hasMessage("address: '77' is not allowed; allowed is one of 0x76, 0x77");
    }

    @Test
    void keepsNumbersInTheirRange() {
        Setting<Double> offset = Setting.number("offset", 0, -10, 10);

        assertThat(offset.in(Map.of("offset", "-1.5"))).isEqualTo(-1.5);
        assertThat(offset.in(Map.of("offset", 10))).isEqualTo(10.0);
        assertThatThrownBy(() -> offset.in(Map.of("offset", "NaN"))).hasMessageContaining("a number from -10 to 10");
        assertThatThrownBy(() -> offset.in(Map.of("offset", "10.1"))).hasMessageContaining("'10.1'");
        assertThatThrownBy(() -> Setting.choice("filter", 0, 0, 1, 3).in(Map.of("filter", "2")))
                .hasMessage("filter: '2' is not allowed; allowed is one of 0, 1, 3");
        assertThat(Setting.integer("count", 1, 0, 255).in(Map.of("count", "0xff")))
                .isEqualTo(255);
        assertThatThrownBy(() -> Setting.integer("count", 1, 0, 255).in(Map.of("count", "256")))
                .hasMessage("count: '256' is not allowed; allowed is a whole number from 0 to 255");
    }

    @Test
    void boundsWhatItRepeatsInAMessage() {
        assertThat(Setting.shortened("a\nb\u0000c")).isEqualTo("a b c");
        assertThat(Setting.shortened("x".repeat(1000))).isEqualTo("x".repeat(60) + "…");
    }
}
