package plumage.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final Outline OUTLINE = new Outline(
            Map.of("sensor", "office"),
            List.of(Family.gauge("sensor_up", "", "").series()));
    private static final Trouble UNPLUGGED = new Trouble("office", "nack", "i2c-1/0x40: not acknowledged");

    @Test
    void saysInWordsWhatDoesNotWorkAndIsElseTheSame() {
        Reading silent = Reading.ofSensor("office", true, OUTLINE, new double[] {0}, 7);

        Reading troubled = silent.with(List.of(UNPLUGGED));

        assertThat(silent.troubles()).isEmpty();
        assertThat(troubled.troubles()).containsExactly(UNPLUGGED);
        assertThat(troubled.source()).isEqualTo("office");
        assertThat(troubled.isSensor()).isTrue();
        assertThat(troubled.isTried()).isTrue();
        assertThat(troubled.outline()).isSameAs(OUTLINE);
        assertThat(troubled.number(0)).isZero();
        assertThat(troubled.expiresAt()).isEqualTo(7);
        assertThat(troubled.with(List.of(UNPLUGGED))).isSameAs(troubled);
        assertThat(troubled.with(List.of()).troubles()).isEmpty();
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(new Trouble("office", "fault", "x".repeat(501)).message()).isEqualTo("x".repeat(500) + "…");
        assertThat(new Trouble("office", "fault", "x".repeat(500)).message()).isEqualTo("x".repeat(500));
    }
}
