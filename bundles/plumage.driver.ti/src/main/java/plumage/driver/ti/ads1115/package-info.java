/** ADS1115: voltages of up to four inputs, or of the differences between them, with 16 bits. */
@NullMarked
package plumage.driver.ti.ads1115;

import org.jspecify.annotations.NullMarked;
