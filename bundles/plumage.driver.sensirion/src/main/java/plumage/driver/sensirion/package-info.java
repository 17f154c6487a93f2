/** Sensors of Sensirion, a package each, and what they have in common. */
@NullMarked
package plumage.driver.sensirion;

import org.jspecify.annotations.NullMarked;
