package plumage.driver.bosch.bme680;

import java.time.Duration;

/**
 * The heater's profile. The chip takes at most 400 °C and 4032 ms; more is taken as that.
 *
 * @param celsius target temperature of the hot plate
 * @param duration how long it is heated before the gas resistance is measured
 */
record Heater(int celsius, Duration duration) {
    private static final int HOTTEST = 400;
    private static final int LONGEST_MS = 4032;
    private static final int LARGEST_STEPS = 0x3F;

    Heater {
        celsius = Math.min(celsius, HOTTEST);
        duration = duration.toMillis() > LONGEST_MS ? Duration.ofMillis(LONGEST_MS) : duration;
    }

    /** {@code gas_wait_x}: six bits of steps of 1, 4, 16 or 64 ms, the two upper bits tell which (5.3.3.3). */
    int gasWait() {
        int steps = (int) duration.toMillis();
        int factor = 0;
        while (steps > LARGEST_STEPS) {
            steps /= 4;
            factor++;
        }
        return factor << 6 | steps;
    }
}
