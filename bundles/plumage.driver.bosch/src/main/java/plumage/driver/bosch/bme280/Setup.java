package plumage.driver.bosch.bme280;

import java.time.Duration;

/**
 * How to measure. An oversampling is 1, 2, 4, 8 or 16 conversions that the chip averages, or 0 to leave the quantity out; temperature is never left out,
 * because everything else is compensated with it.
 *
 * @param temperature oversampling of the temperature
 * @param pressure oversampling of the pressure
 * @param humidity oversampling of the humidity, 0 for a BMP280
 * @param filter coefficient of the IIR filter for temperature and pressure: 0 (off), 2, 4, 8 or 16
 */
record Setup(int temperature, int pressure, int humidity, int filter) {
    // BME280 data sheet, section 9.1: the longest measurement
    private static final Duration START = Duration.ofNanos(1_250_000);
    private static final Duration CONVERSION = Duration.ofNanos(2_300_000);
    private static final Duration SWITCHING = Duration.ofNanos(575_000);

    /** {@code filter}: 0 for off, then 1 for coefficient 2 to 4 for 16. */
    int filterCode() {
        return filter == 0 ? 0 : Integer.numberOfTrailingZeros(filter);
    }

    /** How long a measurement takes at most. */
    Duration longest() {
        int switchings = (pressure == 0 ? 0 : 1) + (humidity == 0 ? 0 : 1);
        return START.plus(CONVERSION.multipliedBy(temperature + pressure + humidity))
                .plus(SWITCHING.multipliedBy(switchings));
    }
}
