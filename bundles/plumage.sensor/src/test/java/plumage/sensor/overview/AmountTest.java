package plumage.sensor.overview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
    @ParameterizedTest
    @CsvSource({
        "21.537, celsius, 21.54 °C",
        "-0.001, celsius, 0 °C",
        "0.45678, ratio, 45.68 %",
        "101325, pascals, 1013.25 hPa",
        "123456.7, ohms, 123.46 kΩ",
        "999, ohms, 999 Ω",
        "1e12, ohms, 1000 GΩ",
        "0.0034, amperes, 3.4 mA",
        "-0.0034, amperes, -3.4 mA",
        "0, volts, 0 V",
        "1e-12, volts, 0 nV",
        "0.0000125, grams_per_cubic_meter, 12.5 µg/m³",
        "420, ppm, 420 ppm",
        "1234.5, lux, 1234.5 lx",
        "7, , 7",
        "7, furlongs_per_fortnight, 7 furlongs per fortnight",
        "NaN, celsius, NaN",
        "Infinity, celsius, Infinity"
    })
    void amounts(double value, String unit, String text) {
        assertThat(Amount.of(value, unit == null ? "" : unit)).isEqualTo(text);
    }
}
