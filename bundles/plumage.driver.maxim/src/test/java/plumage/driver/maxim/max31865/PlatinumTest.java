package plumage.driver.maxim.max31865;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatinumTest {
    /** IEC 60751:2008, table 1: ohms of a PT100 in hundredths. */
    @ParameterizedTest
    @CsvSource({
        "18.52, -200",
        "60.26, -100",
        "80.31, -50",
        "96.09, -10",
        "100.00, 0",
        "103.90, 10",
        "119.40, 50",
        "138.51, 100",
        "175.86, 200",
        "247.09, 400",
        "313.71, 600",
        "390.48, 850",
    })
    void agreesWithTheTableOfTheStandard(double ohms, double celsius) {
        assertThat(new Platinum(100).celsius(ohms)).isCloseTo(celsius, within(0.02));
    }

    @Test
    void invertsTheEquationOfTheStandardOverItsRange() {
        for (int tenths = -2000; tenths <= 8500; tenths++) {
            double t = tenths / 10.0;
            double c = t < 0 ? -4.183e-12 : 0;
            double ohms = 1000 * (1 + 3.9083e-3 * t - 5.775e-7 * t * t + c * (t - 100) * t * t * t);

            assertThat(new Platinum(1000).celsius(ohms)).isCloseTo(t, within(1e-9));
        }
    }

    @Test
    void knowsNothingOfAResistanceThatPlatinumCannotHave() {
        assertThat(new Platinum(100).celsius(1000)).isNaN();
        assertThat(new Platinum(100).celsius(0)).isCloseTo(-242, within(1.0));
    }
}
