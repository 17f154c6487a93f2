package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumage.core.ConfigurationException.Problem;
import plumage.sensor.Reading;
import plumage.sensor.Trouble;

class ConfigurationErrorsTest {
    @Test
    void aKeyThatIsWrongTwiceIsOneSeriesAndTwoTroubles() {
        Reading reading = ConfigurationErrors.of(
                "plumage.lm75~a",
                List.of(new Problem("bus", "bus: first"), new Problem("name", "name: x"), new Problem("bus", "again")));

        assertThat(reading.families(0)).hasSize(1);
        assertThat(reading.families(0).get(0).samples)
                .extracting(sample -> sample.name + sample.labelNames + sample.labelValues + sample.value)
                .containsExactly(
                        "plumage_configuration_error[pid, key][plumage.lm75~a, bus]1.0",
                        "plumage_configuration_error[pid, key][plumage.lm75~a, name]1.0");
        assertThat(reading.troubles())
                .containsExactly(
                        new Trouble("plumage.lm75~a", "bus", "bus: first"),
                        new Trouble("plumage.lm75~a", "name", "name: x"),
                        new Trouble("plumage.lm75~a", "bus", "again"));
    }

    @Test
    void severalForTheSameReason() {
        Reading reading = ConfigurationErrors.of(
                "plumage.core", List.of("plumage.a~1", "plumage.b~2"), new Problem("driver", "no driver"));

        assertThat(reading.source()).isEqualTo("plumage.core");
        assertThat(reading.outline().size()).isEqualTo(2);
        assertThat(reading.troubles())
                .containsExactly(
                        new Trouble("plumage.a~1", "driver", "no driver"),
                        new Trouble("plumage.b~2", "driver", "no driver"));
    }
}
