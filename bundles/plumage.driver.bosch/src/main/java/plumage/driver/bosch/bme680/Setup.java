package plumage.driver.bosch.bme680;

import org.jspecify.annotations.Nullable;

/**
 * How to measure. An oversampling is 1, 2, 4, 8 or 16 conversions that the chip averages, or 0 to leave the quantity out; temperature is never left out,
 * because everything else is compensated with it.
 *
 * @param temperature oversampling of the temperature
 * @param pressure oversampling of the pressure
 * @param humidity oversampling of the humidity
 * @param filter coefficient of the IIR filter for temperature and pressure: 0 (off), 1, 3, 7, 15, 31, 63 or 127
 * @param heater the heater of the gas sensor, or null to measure no gas
 * @param ambientCelsius what the surroundings are taken to be until the first measurement
 */
record Setup(
        int temperature,
        int pressure,
        int humidity,
        int filter,
        @Nullable Heater heater,
        double ambientCelsius) {
    /** The code of the filter coefficient: the coefficient is a row of ones, the code their number. */
    int filterCode() {
        return Integer.bitCount(filter);
    }

    /** All conversions of one measurement. */
    int conversions() {
        return temperature + pressure + humidity;
    }
}
