/** Pulses: a number that outlives restarts. */
@NullMarked
package plumage.driver.gpio.pulses;

import org.jspecify.annotations.NullMarked;
