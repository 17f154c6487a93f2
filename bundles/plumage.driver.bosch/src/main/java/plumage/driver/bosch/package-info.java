/** Sensors of Bosch Sensortec, a package each, and what they have in common. */
@NullMarked
package plumage.driver.bosch;

import org.jspecify.annotations.NullMarked;
