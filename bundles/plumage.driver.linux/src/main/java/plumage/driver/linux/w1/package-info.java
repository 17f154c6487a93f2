/** DS18B20 and DS18S20: thermometers on 1-wire, converted by the kernel's w1_therm. */
@NullMarked
package plumage.driver.linux.w1;

import org.jspecify.annotations.NullMarked;
