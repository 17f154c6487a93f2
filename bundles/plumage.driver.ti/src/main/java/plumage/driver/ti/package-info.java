/** Sensors of Texas Instruments and National Semiconductor, a package each. */
@NullMarked
package plumage.driver.ti;

import org.jspecify.annotations.NullMarked;
