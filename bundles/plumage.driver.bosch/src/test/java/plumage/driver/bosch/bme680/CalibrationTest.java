package plumage.driver.bosch.bme680;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic. Expected numbers are those of the vendor's code. */
class CalibrationTest {
    @Test
    void parametersStandWhereTheDataSheetHasThem() {
        ByteBuffer image = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        for (int register = 0; register < 256; register++) {
            image.put(register, (byte) register);
        }

        assertThat(Calibration.decode(image))
                .isEqualTo(new Calibration(
                        new Calibration.Temperature(0xEAE9, (short) 0x8B8A, (byte) 0x8C),
                        new Calibration.Pressure(
                                0x8F8E,
                                (short) 0x9190,
                                (byte) 0x92,
                                (short) 0x9594,
                                (short) 0x9796,
                                (byte) 0x99,
                                (byte) 0x98,
                                (short) 0x9D9C,
                                (short) 0x9F9E,
                                0xA0),
                        new Calibration.Humidity(
                                0xE32, 0xE1E, (byte) 0xE4, (byte) 0xE5, (byte) 0xE6, 0xE7, (byte) 0xE8),
                        new Calibration.HeaterResistance((byte) 0xED, (short) 0xECEB, (byte) 0xEE, 0, 0),
                        0));
    }

    @Test
    void smallFieldsHaveTheirSigns() {
        ByteBuffer image = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0x00, (byte) 0xFE).put(0x02, (byte) 0xFF).put(0x04, (byte) 0x9F);

        Calibration calibration = Calibration.decode(image);

        assertThat(calibration.heater().resHeatVal()).isEqualTo(-2);
        assertThat(calibration.heater().resHeatRange()).isEqualTo(3);
        assertThat(calibration.rangeSwitchingError()).isEqualTo(-7);
    }

    @ParameterizedTest
    @CsvSource({"0x47EF5, -39.0003128052", "0x78EA9, 24.2997512817", "0xA714C, 83.9999923706"})
    void temperature(String adc, double celsius) {
        double tFine = new Calibration.Temperature(0x661E, 0x6765, 3).tFine(Integer.decode(adc));

        assertThat(Calibration.Temperature.celsius(tFine)).isEqualTo(celsius, within(1e-4));
    }

    @Test
    void humidityIsCroppedAsTheDataSheetDoes() {
        Calibration.Humidity humidity = new Calibration.Humidity(0x31C, 0x401, 0, 45, 20, 120, -100);

        assertThat(humidity.ratio(0x0FA0, 24.3)).isEqualTo(0);
        assertThat(humidity.ratio(0xFFFF, 24.3)).isEqualTo(1);
        assertThat(humidity.ratio(0x5279, 24.2997512817)).isEqualTo(0.429965515, within(2e-6));
    }

    @Test
    void aPressureWithoutCalibrationIsNoNumber() {
        assertThat(new Calibration.Pressure(0, 0, 0, 0, 0, 0, 0, 0, 0, 0).pascals(300_000, 124_000))
                .isNotFinite();
    }

    @ParameterizedTest
    @CsvSource({"200, 25, 0x53", "350, -10, 0x78", "100, 0, 0x39", "300, 25, 0x6C", "400, 25, 0x86"})
    void heaterResistance(int celsius, double ambient, String code) {
        Calibration.HeaterResistance heater =
                new Calibration.HeaterResistance((byte) 0xE3, (short) 0xD09A, 0x12, 1, 0x31);

        assertThat(heater.resHeat(celsius, ambient)).isEqualTo(Integer.decode(code));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0x01",
        "0, 63, 0x3F",
        "0, 64, 0x50",
        "0, 150, 0x65",
        "0, 1000, 0xBE",
        "0, 4031, 0xFE",
        "0, 4032, 0xFF",
        "0, 9999, 0xFF"
    })
    void heaterDurationGoesIntoSixBitsAndAFactor(int celsius, long millis, String code) {
        assertThat(new Heater(celsius, Duration.ofMillis(millis)).gasWait()).isEqualTo(Integer.decode(code));
    }

    @Test
    void theHeaterIsNeverAskedForMoreThanItCan() {
        assertThat(new Heater(450, Duration.ofSeconds(10))).isEqualTo(new Heater(400, Duration.ofMillis(4032)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 2", "7, 3", "15, 4", "31, 5", "63, 6", "127, 7"})
    void filterCodes(int coefficient, int code) {
        assertThat(new Setup(1, 1, 1, coefficient, null, 25).filterCode()).isEqualTo(code);
    }
}
