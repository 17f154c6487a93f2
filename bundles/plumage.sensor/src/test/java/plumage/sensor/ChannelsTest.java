package plumage.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.sensor.Channels.Channel;

class ChannelsTest {
    private static final Setting<List<Channel>> CHANNELS =
            Channels.setting(List.of("CH0", "CH1"), List.of("CH0-CH1", "CH1-CH0"));

    private static List<Channel> parse(Object written) {
        return CHANNELS.in(Map.of("channels", written));
    }

    @ParameterizedTest
    @CsvSource({
        "light=CH0, light, CH0, 1, 0",
        "light=CH0*2, light, CH0, 2, 0",
        "light=CH0+0.5, light, CH0, 1, 0.5",
        "light=CH0-0.5, light, CH0, 1, -0.5",
        "light=CH0*0.25-12, light, CH0, 0.25, -12",
        "loop=CH0-CH1, loop, CH0-CH1, 1, 0",
        "loop=CH0-CH1*-2-1e-3, loop, CH0-CH1, -2, -0.001",
        "loop=ch1-ch0, loop, CH1-CH0, 1, 0",
        "' Süd 1/a = CH1 * 1.5E1 + 3 ', Süd 1/a, CH1, 15, 3",
    })
    void understandsAChannel(String written, String name, String input, double scale, double offset) {
        assertThat(parse(written)).containsExactly(new Channel(name, input, scale, offset));
    }

    @Test
    void keepsTheOrderOfSeveral() {
        List<Channel> both = List.of(new Channel("b", "CH1", 1, 0), new Channel("a", "CH1", 2, 0));

        assertThat(parse("b=CH1, a=CH1*2")).isEqualTo(both);
        assertThat(parse(new String[] {"b=CH1", "a=CH1*2"})).isEqualTo(both);
    }

    @Test
    void measuresThePlainInputsByDefault() {
        assertThat(CHANNELS.in(Map.of()))
                .containsExactly(new Channel("ch0", "CH0", 1, 0), new Channel("ch1", "CH1", 1, 0));
    }

    @Test
    void isAStraightLine() {
        assertThat(new Channel("battery", "CH0", 11, -0.2).value(1.5)).isCloseTo(16.3, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CH0",
                "light=",
                "=CH0",
                "light=CH2",
                "light=CH1-CH2",
                "light=CH0*",
                "light=CH0*x",
                "light=CH0/2",
                "light=CH0+",
                "light=CH0+-1",
                "light=CH0*NaN",
                "light=CH0*1e999",
                "light=CH0+1+1",
                "light=CH0,",
                "a=CH0,a=CH1",
                "a\tb=CH0",
                "*=CH0",
                "a=CH0 b=CH1"
            })
    void refusesAnythingElseAndSaysWhatIsAllowed(String written) {
        assertThatThrownBy(() -> parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channels: '" + Setting.shortened(written) + "' is not allowed; allowed is"
                        + " <name>=<input>[*<scale>][+<offset>|-<offset>], as many as you like with commas between them,"
                        + " each name once, the input one of CH0, CH1, CH0-CH1, CH1-CH0");
    }

    @Test
    void refusesALongName() {
        assertThat(parse("x".repeat(64) + "=CH0")).hasSize(1);
        assertThatThrownBy(() -> parse("x".repeat(65) + "=CH0")).hasMessageContaining("is not allowed");
    }
}
