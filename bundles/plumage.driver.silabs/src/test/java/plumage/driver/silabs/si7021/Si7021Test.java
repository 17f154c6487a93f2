package plumage.driver.silabs.si7021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedSi7021;
import plumage.bus.emulated.EmulatedSi7021.Variant;
import plumage.bus.emulated.VirtualTime;

class Si7021Test {
    private static final String BUS = "emulated-i2c-1";

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final I2cDevice device = new DirectBuses(buses).i2c(BusName.parse(BUS), 0x40);
    private final Delay delay = time;

    private EmulatedSi7021 plug(Variant variant) {
        EmulatedSi7021 chip = new EmulatedSi7021(variant, time);
        buses.plug(BUS, 0x40, chip);
        return chip;
    }

    @ParameterizedTest
    @EnumSource(value = Variant.class, names = "HTU21D", mode = EnumSource.Mode.EXCLUDE)
    void identifiesItsVariant(Variant variant) throws BusException {
        plug(variant);

        assertThat(Si7021.open(device, delay).variant())
                .isEqualTo(variant.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void refusesAnotherChip() {
        plug(Variant.HTU21D);

        assertThatThrownBy(() -> Si7021.open(device, delay))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage("the chip says it is 32, not 0D (Si7013), 14 (Si7020) or 15 (Si7021)");
    }

    @ParameterizedTest
    @CsvSource({"-40, 0.05", "-0.5, 0.3", "0, 0.5", "21.37, 0.4321", "84.9, 0.95", "125, 0"})
    void measuresWhatTheAirIs(double celsius, double ratio) throws BusException {
        plug(Variant.SI7021).set(celsius, ratio);
        Si7021.Sample sample = Si7021.open(device, delay).measure();

        assertThat(sample.celsius()).isCloseTo(celsius, within(0.0054)); // half a step of 14 bits
        assertThat(sample.humidityRatio()).isCloseTo(ratio, within(0.0002)); // half a step of 12 bits
    }

    @Test
    void masksTheStatusBitsOfAnHtu21d() throws BusException {
        plug(Variant.HTU21D).set(25, 0.5);
        Si7021.Sample sample = Si7021.openHtu21d(device, delay).measure();

        assertThat(sample.celsius()).isCloseTo(25, within(0.0054));
        assertThat(sample.humidityRatio()).isCloseTo(0.5, within(0.0002));
    }

    @Test
    void cropsHumidityAsTheDataSheetSays() {
        assertThat(Si7021.humidityRatio(0)).isEqualTo(0);
        assertThat(Si7021.humidityRatio(0xFFFF)).isEqualTo(1);
        assertThat(Si7021.humidityRatio(0x7C82)).isCloseTo(0.547948303223, within(1e-12));
        assertThat(Si7021.celsius(0x4440)).isCloseTo(-0.0027734375, within(1e-12));
    }

    @Test
    void waitsOnlyABoundedTime() throws BusException {
        plug(Variant.SI7021);
        AtomicBoolean stopped = new AtomicBoolean();
        Si7021 chip = Si7021.open(device, duration -> time.pass(stopped.get() ? Duration.ZERO : duration));
        stopped.set(true); // so the conversion never ends
        assertFault(chip::measure, Fault.NOT_READY);
    }

    @Test
    void tellsAChipThatIsGone() throws BusException {
        plug(Variant.SI7021);
        Si7021 chip = Si7021.open(device, delay);
        buses.unplug(BUS, 0x40);

        assertFault(chip::measure, Fault.NACK);
        assertFault(() -> Si7021.open(device, delay), Fault.NACK);
    }

    @Test
    void checksEveryAnswer() throws BusException {
        plug(Variant.SI7021);
        Si7021 chip = Si7021.open(device, delay);
        buses.faults(BUS, 0x40).next(Fault.CRC, 1);

        assertFault(chip::measure, Fault.CRC);
        buses.faults(BUS, 0x40).next(Fault.CRC, 1);
        assertFault(() -> Si7021.open(device, delay), Fault.CRC);
    }

    @Test
    void letsOthersUseTheBusWhileItConverts() throws BusException {
        plug(Variant.SI7021);
        Si7021 chip = Si7021.open(device, delay);
        long before = time.nanos();
        chip.measure();

        assertThat(Duration.ofNanos(time.nanos() - before)).isEqualTo(Duration.ofMillis(34)); // paused, not polled
    }

    private static void assertFault(ThrowingCallable call, Fault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }
}
