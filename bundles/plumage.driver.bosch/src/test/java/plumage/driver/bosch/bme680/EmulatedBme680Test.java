package plumage.driver.bosch.bme680;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Registers;
import plumage.bus.SpiMode;
import plumage.bus.emulated.Air;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBme680;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.VirtualTime;

/** The driver against a chip that behaves, which was written by somebody else from the data sheet. */
class EmulatedBme680Test {
    private static final String I2C = "emulated-i2c-1";
    private static final String SPI = "emulated-spi-0.0";
    private static final Setup SETUP = new Setup(2, 16, 1, 0, new Heater(320, Duration.ofMillis(150)), 25);

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final Registers i2c =
            new DirectBuses(buses).i2c(BusName.parse(I2C), 0x76).registers();
    private final Registers spi = new PagedRegisters(new DirectBuses(buses)
            .spi(BusName.parse(SPI), SpiMode.MODE_0, 10_000_000)
            .registers());

    @ParameterizedTest
    @EnumSource
    void measuresWhatTheAirIs(EmulatedBme680.Variant variant) throws BusException {
        EmulatedBme680 emulated = plug(variant);
        for (Registers registers : List.of(i2c, spi)) {
            Bme680 chip = Bme680.open(registers, time, SETUP);
            assertThat(chip.variant()).hasToString(variant.name());
            for (Air air : List.of(
                    Air.ORDINARY,
                    new Air(-39.9, 0.02, 110_000, 1_000_000),
                    new Air(-0.5, 0.98, 101_325, 50_000),
                    new Air(84.9, 0.5, 30_000, 5_000))) {
                emulated.set(air);

                Sample sample = chip.measure();

                assertThat(sample.celsius()).isCloseTo(air.celsius(), within(0.0025)); // 17 bits
                assertThat(sample.pascals()).isCloseTo(air.pascals(), within(0.2)); // 20 bits
                assertThat(sample.relativeHumidity()).isCloseTo(air.relativeHumidity(), within(0.00006)); // 16 bits
                assertThat(sample.gas().valid()).isTrue();
                assertThat(sample.gas().ohms()).isCloseTo(air.gasOhms(), within(air.gasOhms() * 0.0008)); // 10 bits
            }
        }
    }

    @Test
    void heatsThePlateWhateverTheSurroundings() throws BusException {
        EmulatedBme680 emulated = plug(EmulatedBme680.Variant.BME680);
        Bme680 chip = Bme680.open(i2c, time, SETUP);
        for (double celsius : new double[] {-30, 20, 70}) {
            emulated.set(new Air(celsius, 0.5, 100_000, 50_000));
            chip.measure(); // tells the surroundings
            chip.measure();
            assertThat(emulated.plateCelsius()).hasValueCloseTo(320 - 1.95, within(2.0)); // cut off to steps of 3.9 K
        }
    }

    @Test
    void theGasIsNotTrustedWhenTheHeaterHadNoTime() throws BusException {
        plug(EmulatedBme680.Variant.BME680);
        Setup hasty = new Setup(1, 1, 1, 0, new Heater(320, Duration.ofMillis(5)), 25);

        Sample sample = Bme680.open(i2c, time, hasty).measure();

        assertThat(sample.gas().valid()).isFalse();
        assertThat(sample.celsius()).isCloseTo(Air.ORDINARY.celsius(), within(0.005)); // 16 bits
    }

    @Test
    void smoothsWithTheFilterFromMeasurementToMeasurement() throws BusException {
        EmulatedBme680 emulated = plug(EmulatedBme680.Variant.BME680);
        Bme680 chip = Bme680.open(i2c, time, new Setup(1, 1, 1, 3, null, 25));
        emulated.set(new Air(20, 0.5, 100_000, 50_000));
        chip.measure();
        emulated.set(new Air(24, 0.5, 100_000, 50_000));

        assertThat(chip.measure().celsius()).isCloseTo((2 * 20 + 24) / 3.0, within(0.001)); // section 3.3.4
    }

    @Test
    void measuresOnAfterAMomentWithoutSupply() throws BusException {
        EmulatedBme680 emulated = plug(EmulatedBme680.Variant.BME688);
        Bme680 chip = Bme680.open(spi, time, SETUP);
        chip.measure();
        emulated.powerUp();
        time.pause(Duration.ofMillis(2));

        Sample sample = chip.measure();

        assertThat(sample.relativeHumidity()).isCloseTo(Air.ORDINARY.relativeHumidity(), within(0.00006));
        assertThat(sample.gas().ohms()).isCloseTo(Air.ORDINARY.gasOhms(), within(80.0));
    }

    @Test
    void anEmptySocketOnSpiIsNoBme680() {
        buses.appear(SPI);

        assertThatThrownBy(() -> Bme680.open(spi, time, SETUP))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY));
    }

    private EmulatedBme680 plug(EmulatedBme680.Variant variant) {
        EmulatedBme680 emulated = new EmulatedBme680(variant, time);
        buses.plug(I2C, 0x76, emulated);
        buses.plug(SPI, emulated);
        return emulated;
    }
}
