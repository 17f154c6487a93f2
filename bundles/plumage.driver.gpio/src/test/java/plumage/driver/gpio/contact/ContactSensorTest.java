package plumage.driver.gpio.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;
import plumage.driver.gpio.Bench;

class ContactSensorTest {
    private final Bench bench = new Bench(ContactSensor.DRIVER, Map.of());

    private static Map<String, Double> values(double state, double transitions) {
        return Map.of("contact_state", state, "contact_transitions", transitions);
    }

    @Test
    void isASwitchToGroundUnlessToldOtherwise() throws BusException {
        bench.measure();
        assertThat(bench.setup()).isEqualTo(new GpioSetup(Bias.PULL_UP, true, Edge.BOTH, Duration.ofMillis(50)));
        Bench other =
                new Bench(ContactSensor.DRIVER, Map.of("bias", "disabled", "active.low", "false", "debounce", "200ms"));
        assertThat(other.measure()).isEqualTo(values(1, 5));
        assertThat(other.setup()).isEqualTo(new GpioSetup(Bias.DISABLED, false, Edge.BOTH, Duration.ofMillis(200)));
    }

    @Test
    void tellsItsStateAndWhatHappenedBetween() throws BusException {
        assertThat(bench.measure()).isEqualTo(values(0, 5));
        bench.contact.press();
        assertThat(bench.measure()).isEqualTo(values(1, 6));
        bench.contact.release();
        bench.contact.press();
        assertThat(bench.measure()).isEqualTo(values(1, 8));
        assertThat(bench.measure()).isEqualTo(values(1, 8));
    }

    @Test
    void goesOnAfterAFault() throws BusException {
        bench.measure();
        bench.contact.press();
        bench.measure();
        bench.buses.faults("emulated-gpio-0.17").next(Fault.BUS, 1);
        assertThatExceptionOfType(BusException.class).isThrownBy(bench::measure);
        bench.contact.pulse(10); // nobody had the line
        assertThat(bench.measure()).isEqualTo(values(0, 6));
        bench.contact.press();
        assertThat(bench.measure()).isEqualTo(values(1, 7));
    }
}
