package plumage.driver.bosch.bme680;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** The conversation with the chip. */
class Bme680Test {
    private static final Heater HEATER = new Heater(320, Duration.ofMillis(150));
    private static final Setup SETUP = new Setup(2, 16, 1, 3, HEATER, 25);
    private static final Setup COLD = new Setup(1, 0, 0, 0, null, 25);

    private final FakeChip chip = new FakeChip();

    @Test
    void identifiesThenResetsThenReadsTheCalibration() throws BusException {
        open(SETUP);

        assertThat(chip.heard)
                .containsExactly("R D0+1", "W E0=B6", "D 10000us", "R F0+1", "R 8A+23", "R E1+14", "R 00+5", "W 75=08");
    }

    @Test
    void measuresInForcedModeWithHumidityAndHeaterSetBefore() throws BusException {
        Bme680 opened = open(SETUP);
        chip.heard.clear();

        Sample sample = opened.measure();

        assertThat(chip.heard)
                .containsExactly(
                        "W 72=01", "W 5A=71", "W 64=65", "W 70=00", "W 71=10", "W 74=55", "D 192590us", "R 1D+17");
        assertThat(sample.celsius()).isEqualTo(24.29975, within(1e-5));
        assertThat(sample.pascals()).isEqualTo(100800.03, within(0.1));
        assertThat(sample.relativeHumidity()).isEqualTo(0.4299655, within(2e-6));
        assertThat(sample.gas()).isEqualTo(new Sample.Gas(true, sample.gas().ohms()));
        assertThat(sample.gas().ohms()).isEqualTo(126129.5, within(1.2));
    }

    @Test
    void measuresTheGasOfABme688InItsOwnWay() throws BusException {
        chip.put(0xF0, 1).put(0x2A, 0, 0, 0xAF, 0x39); // code 700, range 9
        Bme680 opened = open(SETUP);
        chip.heard.clear();

        Sample sample = opened.measure();

        assertThat(opened.variant()).isEqualTo(Variant.BME688);
        assertThat(chip.heard).contains("W 71=20");
        assertThat(sample.gas()).isEqualTo(new Sample.Gas(true, 512e6 / 4660));
    }

    @Test
    void measuresNoMoreThanIsAskedFor() throws BusException {
        Bme680 opened = open(COLD);
        chip.heard.clear();

        opened.measure();

        assertThat(chip.heard).containsExactly("W 72=00", "W 70=08", "W 71=00", "W 74=21", "D 7256us", "R 1D+17");
    }

    @Test
    void takesTheLastTemperatureAsThatOfTheSurroundings() throws BusException {
        Bme680 opened = open(new Setup(2, 16, 1, 0, HEATER, -40));
        opened.measure();
        chip.heard.clear();

        opened.measure();

        assertThat(chip.heard).contains("W 5A=71").doesNotContain("W 5A=6E");
    }

    @Test
    void waitsForNewDataOfAMeasurementThatIsOver() throws BusException {
        chip.pollsBusy = 3;
        Bme680 opened = open(COLD);
        chip.heard.clear();

        assertThat(opened.measure().celsius()).isEqualTo(24.29975, within(1e-5));
        assertThat(chip.heard)
                .endsWith(
                        "D 7256us", "R 1D+17", "D 10000us", "R 1D+17", "D 10000us", "R 1D+17", "D 10000us", "R 1D+17");
    }

    @Test
    void givesUpWhenThereIsNeverNewData() throws BusException {
        chip.pollsBusy = Integer.MAX_VALUE;
        Bme680 opened = open(COLD);
        chip.heard.clear();

        BusException failure = catchThrowableOfType(BusException.class, opened::measure);

        assertThat(failure.fault()).isEqualTo(Fault.TIMEOUT);
        assertThat(failure).hasMessage("no new data 100 ms after the conversion should have ended");
        assertThat(Collections.frequency(chip.heard, "R 1D+17")).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void saysSoWhenTheChipGoesAwayAtAnyTransfer(int acknowledged) {
        chip.acknowledged = acknowledged;

        BusException failure =
                catchThrowableOfType(BusException.class, () -> open(SETUP).measure());

        assertThat(failure.fault()).isEqualTo(Fault.NACK);
    }

    @ParameterizedTest
    @CsvSource({
        "0x58, 'chip_id is 0x58, that of a BMP280; a BME680 or BME688 has 0x61'",
        "0x60, 'chip_id is 0x60, that of a BME280; a BME680 or BME688 has 0x61'",
        "0x55, 'chip_id is 0x55, that of a BMP180; a BME680 or BME688 has 0x61'",
        "0xff, 'chip_id is 0xff, that of a line that nobody drives; a BME680 or BME688 has 0x61'",
        "0x62, 'chip_id is 0x62, that of another chip; a BME680 or BME688 has 0x61'"
    })
    void namesTheChipThatAnswersInstead(String id, String message) {
        chip.put(0xD0, Integer.decode(id));

        BusException failure = catchThrowableOfType(BusException.class, () -> open(SETUP));

        assertThat(failure.fault()).isEqualTo(Fault.IDENTITY);
        assertThat(failure).hasMessage(message);
        assertThat(chip.heard).as("nothing is written to it").containsExactly("R D0+1");
    }

    @Test
    void refusesAVariantWhoseFormulaIsNotKnown() {
        chip.put(0xF0, 2);

        BusException failure = catchThrowableOfType(BusException.class, () -> open(SETUP));

        assertThat(failure.fault()).isEqualTo(Fault.IDENTITY);
        assertThat(failure).hasMessage("variant_id is 0x02; a BME680 has 0, a BME688 has 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x06, 0x16, 0x26})
    void trustsAGasResistanceOnlyWhenValidAndHeaterStable(int flagsAndRange) throws BusException {
        chip.put(0x2B, flagsAndRange);

        assertThat(open(SETUP).measure().gas().valid()).isFalse();
    }

    @Test
    void aCodeOfASkippedQuantityIsNotANumber() throws BusException {
        chip.put(0x1F, 0x80, 0x00, 0x00).put(0x25, 0x80, 0x00);

        Sample sample = open(SETUP).measure();

        assertThat(sample.celsius()).isEqualTo(24.29975, within(1e-5));
        assertThat(sample.pascals()).isNaN();
        assertThat(sample.relativeHumidity()).isNaN();
    }

    @Test
    void withoutATemperatureOnlyTheGasIsKnownAndTheAmbientTemperatureKept() throws BusException {
        chip.put(0x22, 0x80, 0x00, 0x00);
        Bme680 opened = open(SETUP);

        Sample sample = opened.measure();
        chip.heard.clear();
        opened.measure();

        assertThat(sample.celsius()).isNaN();
        assertThat(sample.pascals()).isNaN();
        assertThat(sample.relativeHumidity()).isNaN();
        assertThat(sample.gas().valid()).isTrue();
        assertThat(chip.heard).contains("W 5A=71");
    }

    private Bme680 open(Setup setup) throws BusException {
        return Bme680.open(chip.registers(), chip, setup);
    }
}
