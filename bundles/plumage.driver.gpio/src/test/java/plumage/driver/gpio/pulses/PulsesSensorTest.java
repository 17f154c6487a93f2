package plumage.driver.gpio.pulses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;
import plumage.driver.gpio.Bench;

class PulsesSensorTest {
    private static Map<String, Double> values(double count) {
        return Map.of("pulses", count, "pulses_lifetime", count + 100);
    }

    @Test
    void countsPulsesToGround() throws BusException {
        Bench bench = new Bench(PulsesSensor.DRIVER, Map.of());
        assertThat(bench.measure()).isEqualTo(values(5));
        assertThat(bench.setup()).isEqualTo(new GpioSetup(Bias.PULL_UP, true, Edge.RISING, Duration.ofMillis(10)));
        bench.contact.pulse(1000);
        bench.contact.press();
        assertThat(bench.measure()).isEqualTo(values(1006));
        bench.contact.release();
        assertThat(bench.measure()).isEqualTo(values(1006));
    }

    @ParameterizedTest
    @CsvSource({"falling, 3", "both, 7", "rising, 4"})
    void countsTheEdgesThatAreWanted(String edge, double counted) throws BusException {
        Bench bench = new Bench(PulsesSensor.DRIVER, Map.of("edge", edge));
        bench.measure();
        bench.contact.pulse(3);
        bench.contact.press();
        assertThat(bench.measure()).isEqualTo(values(5 + counted));
    }
}
