package plumage.driver.bosch.bme280;

/**
 * One measurement in base units. What the chip did not measure is not a number.
 *
 * @param celsius temperature
 * @param pascals pressure
 * @param relativeHumidity 0 to 1
 */
record Sample(double celsius, double pascals, double relativeHumidity) {}
