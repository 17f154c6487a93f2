/** Si7013, Si7020, Si7021 and the HTU21D family: temperature and humidity by the same commands. */
@NullMarked
package plumage.driver.silabs.si7021;

import org.jspecify.annotations.NullMarked;
