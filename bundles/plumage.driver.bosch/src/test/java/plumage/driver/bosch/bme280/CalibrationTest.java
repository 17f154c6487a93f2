package plumage.driver.bosch.bme280;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic. Parameters and codes are those of the data sheet's example (BMP280, 3.12); humidity is that of its integer formula (BME280, 4.2.3). */
class CalibrationTest {
    private static final Calibration.Temperature TEMPERATURE = new Calibration.Temperature(27504, 26435, -1000);
    private static final Calibration.Pressure PRESSURE =
            new Calibration.Pressure(36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000);
    private static final double T_FINE = TEMPERATURE.tFine(519888);

    @Test
    void parametersStandWhereTheDataSheetHasThem() {
        assertThat(Calibration.decode(counting(), true))
                .isEqualTo(new Calibration(
                        new Calibration.Temperature(0x8988, (short) 0x8B8A, (short) 0x8D8C),
                        new Calibration.Pressure(
                                0x8F8E,
                                (short) 0x9190,
                                (short) 0x9392,
                                (short) 0x9594,
                                (short) 0x9796,
                                (short) 0x9998,
                                (short) 0x9B9A,
                                (short) 0x9D9C,
                                (short) 0x9F9E),
                        new Calibration.Humidity(
                                0xA1, (short) 0xE2E1, 0xE3, (byte) 0xE4 * 16 + 5, (byte) 0xE6 * 16 + 0xE, (byte)
                                        0xE7)));
    }

    @Test
    void aBmp280HasNoneForHumidity() {
        assertThat(Calibration.decode(counting(), false).humidity()).isNull();
    }

    @Test
    void theExampleOfTheDataSheet() {
        assertThat(Calibration.Temperature.celsius(T_FINE)).isEqualTo(25.08247793081682, within(1e-9));
        assertThat(PRESSURE.pascals(415148, T_FINE)).isEqualTo(100653.26677582515, within(1e-6));
    }

    @ParameterizedTest(name = "code {0} at {1} with dig_H3 {2}")
    @CsvSource({
        "0x6D60, 519888, 0, 44.8193359375",
        "0x6D60, 519888, 200, 44.9736328125", // 51.84 with the factor twice
        "0x6D60, 700000, 200, 50.681640625", // 101.09
        "0x6D60, 300000, 200, 49.2294921875", // 4.67
    })
    void humidityIsThatOfTheIntegerFormula(String adc, int temperature, int h3, double percent) {
        Calibration.Humidity humidity = new Calibration.Humidity(75, 370, h3, 313, 50, 30);

        assertThat(humidity.ratio(Integer.decode(adc), TEMPERATURE.tFine(temperature)))
                .isEqualTo(percent / 100, within(1e-4));
    }

    @Test
    void humidityIsCroppedAsTheDataSheetDoes() {
        Calibration.Humidity humidity = new Calibration.Humidity(75, 370, 0, 313, 50, 30);

        assertThat(humidity.ratio(0x4000, T_FINE)).isEqualTo(0);
        assertThat(humidity.ratio(0xFFFF, T_FINE)).isEqualTo(1);
    }

    @Test
    void aPressureWithoutCalibrationIsNoNumber() {
        assertThat(new Calibration.Pressure(0, 0, 0, 0, 0, 0, 0, 0, 0).pascals(415148, T_FINE))
                .isNotFinite();
    }

    @ParameterizedTest
    @CsvSource({"0x80000", "0x00000", "0xFFFF0", "0xFFFFF"})
    void aTemperatureThatWasNotMeasuredLeavesNothing(String code) {
        Sample sample = calibration().apply(new Codes(415148, Integer.decode(code), 0x6D60));

        assertThat(sample).isEqualTo(new Sample(Double.NaN, Double.NaN, Double.NaN));
    }

    @ParameterizedTest
    @CsvSource({"0x80000", "0x00000", "0xFFFF0", "0xFFFFF"})
    void aPressureThatWasNotMeasuredLeavesTheOthers(String code) {
        Sample sample = calibration().apply(new Codes(Integer.decode(code), 519888, 0x6D60));

        assertThat(sample.pascals()).isNaN();
        assertThat(sample.celsius()).isEqualTo(25.08247793081682, within(1e-9));
        assertThat(sample.relativeHumidity()).isEqualTo(0.4482238497774069, within(1e-9));
    }

    @Test
    void aHumidityThatWasNotMeasuredLeavesTheOthers() {
        Sample sample = calibration().apply(new Codes(415148, 519888, 0x8000));

        assertThat(sample.relativeHumidity()).isNaN();
        assertThat(sample.pascals()).isEqualTo(100653.26677582515, within(1e-6));
    }

    private static Calibration calibration() {
        return new Calibration(TEMPERATURE, PRESSURE, new Calibration.Humidity(75, 370, 0, 313, 50, 30));
    }

    private static ByteBuffer counting() {
        ByteBuffer image = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        for (int register = 0; register < 256; register++) {
            image.put(register, (byte) register);
        }
        return image;
    }
}
