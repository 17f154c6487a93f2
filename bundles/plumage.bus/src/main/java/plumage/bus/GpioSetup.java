package plumage.bus;

import java.time.Duration;

/**
 * How an input line is set up, in the words of the kernel's character device.
 *
 * @param bias the resistor that holds an open input
 * @param activeLow whether a low level is active, as with a switch to ground
 * @param edge what is counted, of active and inactive rather than of high and low
 * @param debounce how long a level must last to count; zero for no debouncing
 */
public record GpioSetup(Bias bias, boolean activeLow, Edge edge, Duration debounce) {
    /** The resistor that holds an open input. */
    public enum Bias {
        /** As the firmware left it. */
        AS_IS,
        PULL_UP,
        PULL_DOWN,
        DISABLED
    }

    /** A change of level. */
    public enum Edge {
        /** From inactive to active. */
        RISING,
        /** From active to inactive. */
        FALLING,
        BOTH
    }
}
