package plumage.driver.bosch.bme280;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Registers;
import plumage.bus.SpiMode;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.VirtualTime;

/** The conversation with the chip. */
class Bmx280Test {
    private static final String BUS = "emulated-i2c-1";
    private static final String SPI = "emulated-spi-0.0";
    private static final Setup SETUP = new Setup(2, 16, 1, 16);
    private static final Setup WITHOUT_HUMIDITY = new Setup(2, 16, 0, 16);

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final Registers registers =
            new DirectBuses(buses).i2c(BusName.parse(BUS), 0x76).registers();

    private FakeBmx280 plug(int chipId) {
        FakeBmx280 chip = new FakeBmx280(chipId);
        buses.plug(BUS, 0x76, chip);
        return chip;
    }

    private Bmx280 open(Model model, Setup setup) throws BusException {
        return Bmx280.open(registers, time, model, setup);
    }

    @Test
    void measuresInForcedModeWithHumiditySetBefore() throws BusException {
        FakeBmx280 chip = plug(0x60);
        Sample sample = open(Model.BME280, SETUP).measure();

        assertThat(chip.written).containsExactly("E0=B6", "F5=10", "F2=01", "F4=55");
        assertThat(sample.celsius()).isEqualTo(25.08247793081682, within(1e-9));
        assertThat(sample.pascals()).isEqualTo(100653.26677582515, within(1e-6));
        assertThat(sample.relativeHumidity()).isEqualTo(0.4482238497774069, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x58, 0x57, 0x56})
    void aBmp280IsNeverAskedForHumidity(int chipId) throws BusException {
        FakeBmx280 chip = plug(chipId);
        Sample sample = open(Model.BMP280, WITHOUT_HUMIDITY).measure();

        assertThat(chip.written).containsExactly("E0=B6", "F5=10", "F4=55");
        assertThat(sample.pascals()).isEqualTo(100653.26677582515, within(1e-6));
        assertThat(sample.relativeHumidity()).isNaN();
    }

    @Test
    void speaksSpiToo() throws BusException {
        FakeBmx280 chip = new FakeBmx280(0x60);
        buses.plug(SPI, chip);
        Registers overSpi = new DirectBuses(buses)
                .spi(BusName.parse(SPI), SpiMode.MODE_0, 10_000_000)
                .registers();

        assertThat(Bmx280.open(overSpi, time, Model.BME280, SETUP).measure().relativeHumidity())
                .isEqualTo(0.4482238497774069, within(1e-9));
        assertThat(chip.written).containsExactly("E0=B6", "F5=10", "F2=01", "F4=55");
    }

    @ParameterizedTest
    @CsvSource({
        "BME280, 58, a BMP280; a BME280 has 0x60",
        "BME280, 61, a BME680 or BME688; a BME280 has 0x60",
        "BME280, ff, a line that nobody drives; a BME280 has 0x60",
        "BMP280, 60, a BME280; a BMP280 has 0x58",
        "BMP280, 55, a BMP180; a BMP280 has 0x58",
        "BMP280, 42, another chip; a BMP280 has 0x58",
    })
    void refusesAnotherChipBeforeItIsReset(Model model, String chipId, String message) {
        FakeBmx280 chip = plug(Integer.parseInt(chipId, 16));

        assertThatThrownBy(() -> open(model, SETUP))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage("chip_id is 0x" + chipId + ", that of " + message);
        assertThat(chip.written).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotAskedFor() throws BusException {
        plug(0x60);
        Sample sample = open(Model.BME280, new Setup(1, 0, 0, 0)).measure();

        assertThat(sample.celsius()).isEqualTo(25.08247793081682, within(1e-9));
        assertThat(sample.pascals()).isNaN();
        assertThat(sample.relativeHumidity()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 9300", "1, 1, 0, 6425", "1, 0, 0, 3550", "2, 16, 1, 46100", "16, 16, 16, 112800"})
    void waitsForTheLongestMeasurement(int temperature, int pressure, int humidity, long micros) throws BusException {
        plug(0x60);
        Bmx280 chip = open(Model.BME280, new Setup(temperature, pressure, humidity, 0));
        long before = time.nanos();
        chip.measure();

        assertThat(time.nanos() - before).isEqualTo(micros * 1000);
    }

    @Test
    void waitsForAChipThatIsSlow() throws BusException {
        plug(0x60).pollsBusy = 9;
        Bmx280 chip = open(Model.BME280, SETUP);
        chip.measure();

        assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofNanos(2_000_000 + 46_100_000 + 18 * 5_000_000));
    }

    @Test
    void waitsOnlyABoundedTime() throws BusException {
        FakeBmx280 fake = plug(0x60);
        Bmx280 chip = open(Model.BME280, SETUP);
        fake.pollsBusy = 10;

        assertThatThrownBy(chip::measure)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT))
                .hasMessage("the chip still measures 50 ms after it should have finished");
        assertThatThrownBy(() -> open(Model.BME280, SETUP))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT))
                .hasMessage("the chip still starts up 50 ms after it should have finished");
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "2, 04", "4, 08", "8, 0C", "16, 10"})
    void setsTheFilter(int coefficient, String config) throws BusException {
        FakeBmx280 chip = plug(0x58);
        open(Model.BMP280, new Setup(1, 1, 0, coefficient));

        assertThat(chip.written).containsExactly("E0=B6", "F5=" + config);
    }

    @Test
    void tellsAChipThatIsGone() throws BusException {
        plug(0x60);
        Bmx280 chip = open(Model.BME280, SETUP);
        buses.unplug(BUS, 0x76);

        assertFault(chip::measure, Fault.NACK);
        assertFault(() -> open(Model.BME280, SETUP), Fault.NACK);
    }

    private static void assertFault(ThrowingCallable call, Fault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }
}
