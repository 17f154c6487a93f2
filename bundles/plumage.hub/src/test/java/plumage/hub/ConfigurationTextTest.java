package plumage.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTextTest {
    @Test
    void keepsCommentsOrderAndFormOfWhatDoesNotChange() throws Exception {
        assertThat(edited("""
                # Schlafzimmer, 東

                # where it is wired
                bus=i2c-1
                interval :  10s
                  labels = room=bed\\
                      room
                # the end
                """, Map.of("bus", "i2c-1", "interval", "20s", "labels", "room=bedroom", "address", "0x41")))
                .isEqualTo("""
                # Schlafzimmer, 東

                # where it is wired
                bus=i2c-1
                interval = 20s
                  labels = room=bed\\
                      room
                address = 0x41
                # the end
                """);
    }

    @Test
    void removesWhatIsGone() throws Exception {
        assertThat(edited(
                        "# mine\n\n# too\nbus = i2c-1\n# gone\naddress = 1\ninterval = 10s\n",
                        Map.of("interval", "10s")))
                .isEqualTo("# mine\n\n# too\ninterval = 10s\n");
        assertThat(edited("# mine\n\nbus = i2c-1\n", Map.of())).isEqualTo("# mine\n\n");
    }

    @Test
    void writesWhatUtf8CanSayAsItIs() throws Exception {
        assertThat(edited("room = K\\u00FCche\n", Map.of("room", "K\u00FCche", "other", "Stra\u00DFe \uD83D\uDE00")))
                .isEqualTo("room = K\\u00FCche\nother = Stra\u00DFe \uD83D\uDE00\n");
    }

    @Test
    void escapesWhatTheFormatNeeds() throws Exception {
        assertThat(edited("", Map.of("a", "C:\\u00FC\\x", "b", "two\nlines\t\"quoted\"")))
                .isEqualTo("a = C:\\\\u00FC\\\\x\nb = two\\nlines\\t\\\"quoted\\\"\n");
    }

    @Test
    void givesAllValuesTheirTypesWhenOneHasOne() throws Exception {
        String typed = edited(
                "# on\nenabled = true\nbus = i2c-1\n",
                Map.of("enabled", true, "bus", "i2c-1", "labels", new String[] {"room=K\u00FCche", "floor=2"}));
        assertThat(typed).isEqualTo("""
                # on
                enabled = B"true"
                bus = "i2c-1"
                labels = [ \\
                  "room=K\u00FCche", \\
                  "floor=2", \\
                  ]
                """);
    }

    @Test
    void quotesTextThatWouldBeReadAsSomethingElse() throws Exception {
        assertThat(edited("name = a\n", Map.of("name", "  b"))).isEqualTo("name = \"  b\"\n");
        assertThat(edited("name = a\n", Map.of("name", "[b]"))).isEqualTo("name = \"[b]\"\n");
    }

    @Test
    void keepsLineEnds() throws Exception {
        assertThat(edited("# a\r\nbus = i2c-1\r\n", Map.of("bus", "i2c-2"))).isEqualTo("# a\r\nbus = i2c-2\r\n");
    }

    @Test
    void keepsVariablesAndRefusesNewOnes() throws Exception {
        assertThat(edited("room = ${where}\nbus = i2c-1\n", Map.of("room", "<where>", "bus", "i2c-2")))
                .isEqualTo("room = ${where}\nbus = i2c-2\n");
        assertThat(text("bus = i2c-1\n").with(ConfigurationValues.of(Map.of("bus", "${room}"))))
                .isEmpty();
    }

    @Test
    void namesATypeThatDoesNotFit() {
        assertThatThrownBy(() -> text("a = I\"x\"\n").values())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("For input string: \"x\"");
    }

    private static ConfigurationText text(String text) {
        return new ConfigurationText(text, (name, key, value) -> "<" + value + ">");
    }

    private static String edited(String text, Map<String, Object> values) throws IOException {
        return text(text).with(ConfigurationValues.of(values)).orElseThrow().text();
    }
}
