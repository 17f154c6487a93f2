/** MAX31865: a platinum resistor and its temperature. */
@NullMarked
package plumage.driver.maxim.max31865;

import org.jspecify.annotations.NullMarked;
