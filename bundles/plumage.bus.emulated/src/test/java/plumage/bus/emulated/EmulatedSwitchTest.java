package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.GpioPort;
import plumage.bus.Fault;
import plumage.bus.GpioInput.Observation;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;

class EmulatedSwitchTest {
    private static final String LINE = "emulated-gpio-0.17";
    private static final GpioSetup SETUP = new GpioSetup(Bias.PULL_UP, true, Edge.BOTH, Duration.ofMillis(50));

    private final EmulatedBuses buses = new EmulatedBuses();
    private final EmulatedSwitch contact = new EmulatedSwitch();

    @BeforeEach
    void plug() {
        buses.plug(LINE, contact);
    }

    private GpioPort port() throws BusException {
        return (GpioPort) buses.open(BusName.parse(LINE));
    }

    @ParameterizedTest
    @CsvSource({
        "PULL_UP,   true,  RISING,  false, true,  4",
        "PULL_UP,   true,  FALLING, false, true,  3",
        "PULL_UP,   true,  BOTH,    false, true,  7",
        "PULL_UP,   false, RISING,  true,  false, 3",
        "PULL_UP,   false, FALLING, true,  false, 4",
        "DISABLED,  true,  RISING,  false, true,  4",
        "AS_IS,     false, BOTH,    true,  false, 7",
        "PULL_DOWN, true,  BOTH,    true,  true,  0",
        "PULL_DOWN, false, BOTH,    false, false, 0"
    })
    void connectsTheLineToGround(Bias bias, boolean activeLow, Edge edge, boolean open, boolean closed, long edges)
            throws BusException {
        GpioSetup setup = new GpioSetup(bias, activeLow, edge, Duration.ZERO);
        GpioPort port = port();
        contact.press();
        contact.release();
        assertThat(port.read(setup)).isEqualTo(new Observation(open, 0));
        contact.pulse(2);
        contact.press();
        contact.press();
        contact.release();
        contact.release();
        contact.press();
        assertThat(port.read(setup)).isEqualTo(new Observation(closed, edges));
        assertThat(port.read(setup)).isEqualTo(new Observation(closed, 0));
    }

    @Test
    void countsFromEachRequestOn() throws BusException {
        GpioPort port = port();
        port.read(SETUP);
        contact.pulse(3);
        GpioSetup other = new GpioSetup(Bias.PULL_UP, true, Edge.RISING, Duration.ZERO);
        assertThat(port.read(other).edges()).isZero();
        contact.pulse(3);
        assertThat(port.read(other).edges()).isEqualTo(3);
        port.close();
        assertThat(port().read(other).edges()).isZero();
    }

    @Test
    void aLineWithoutASwitchIsOpen() throws BusException {
        GpioPort port = port();
        contact.press();
        assertThat(port.read(SETUP)).isEqualTo(new Observation(true, 0));
        buses.unplug(LINE);
        assertThat(port.read(SETUP)).isEqualTo(new Observation(false, 0));
        buses.replug(LINE);
        assertThat(port.read(SETUP)).isEqualTo(new Observation(true, 0));
    }

    @Test
    void failsOnDemandAndLosesNothing() throws BusException {
        GpioPort port = port();
        port.read(SETUP);
        contact.pulse(1);
        buses.faults(LINE).next(Fault.BUS, 1);
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> port.read(SETUP))
                .withMessage("emulated-gpio-0.17: made to fail: bus");
        assertThat(port.read(SETUP).edges()).isEqualTo(2);
        buses.vanish(LINE);
        assertThatExceptionOfType(BusException.class).isThrownBy(() -> port.read(SETUP));
    }
}
