/** LM75, LM75A, LM75B, TMP102, TMP105 and TMP75: a temperature, left-aligned in two bytes. */
@NullMarked
package plumage.driver.ti.lm75;

import org.jspecify.annotations.NullMarked;
