package plumage.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void namesItsFamilyByNameAndUnit() {
        assertThat(Quantity.RELATIVE_HUMIDITY.family()).isEqualTo("relative_humidity_ratio");
        assertThat(Quantity.gauge("uv_index", "", "UV index.").family()).isEqualTo("uv_index");
        assertThat(Quantity.counter("energy", "joules", "Energy.").isCounter()).isTrue();
    }

    @Test
    void refusesNamesThatAreNoMetricNames() {
        assertThatThrownBy(() -> Quantity.gauge("Sound", "pascals", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quantity.gauge("sound", "dB(A)", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quantity.gauge("sound__level", "", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
