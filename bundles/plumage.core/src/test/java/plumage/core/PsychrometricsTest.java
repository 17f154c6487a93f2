package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PsychrometricsTest {
    @Test
    void followsTheMagnusFormulaOfTheWmo() {
        // e(t) = 6.112 hPa × exp(17.62 t / (243.12 + t)), computed apart from this code
        assertThat(Psychrometrics.saturation(0)).isEqualTo(611.2);
        assertThat(Psychrometrics.saturation(20)).isCloseTo(2332.59602, within(0.00001));
        assertThat(Psychrometrics.saturation(-10)).isCloseTo(287.03103, within(0.00001));
    }

    @Test
    void derivesDewPointAndAbsoluteHumidity() {
        assertThat(Psychrometrics.dewPoint(25, 0.5)).isCloseTo(13.85158, within(0.00001));
        assertThat(Psychrometrics.dewPoint(20, 1)).isCloseTo(20, within(1e-12));
        assertThat(Psychrometrics.absoluteHumidity(25, 0.5)).isCloseTo(11.48308, within(0.00001));
    }

    @Test
    void keepsTheVapourPressureWhenTheTemperatureIsCorrected() {
        double ratio = Psychrometrics.humidityAt(20, 22, 0.5);

        assertThat(ratio * Psychrometrics.saturation(20)).isCloseTo(0.5 * Psychrometrics.saturation(22), within(1e-9));
        assertThat(ratio).isCloseTo(0.565339, within(0.000001));
    }

    @Test
    void reducesPressureThroughTheStandardAtmosphere() {
        // ISO 2533: 89874.6 Pa at 1000 m, 101325 Pa at sea level
        assertThat(Psychrometrics.seaLevelPressure(89874.6, 1000)).isCloseTo(101325, within(1.0));
        assertThat(Psychrometrics.seaLevelPressure(98765, 0)).isEqualTo(98765);
    }
}
