package plumage.driver.bosch.bme680;

/**
 * One measurement in base units. What the chip did not measure although it should have is not a number.
 *
 * @param celsius temperature
 * @param pascals pressure
 * @param relativeHumidity 0 to 1
 * @param gas what came of the gas measurement
 */
record Sample(double celsius, double pascals, double relativeHumidity, Gas gas) {
    /**
     * A gas measurement.
     *
     * @param valid whether it was a real one: not a dummy, and with the heater at its target ({@code gas_valid_r} and {@code heat_stab_r})
     * @param ohms resistance; means something only when valid
     */
    record Gas(boolean valid, double ohms) {}
}
