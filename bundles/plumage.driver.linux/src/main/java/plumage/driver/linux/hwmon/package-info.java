/** Hardware monitoring of the kernel: temperatures, voltages, currents, powers, humidities and fans. */
@NullMarked
package plumage.driver.linux.hwmon;

import org.jspecify.annotations.NullMarked;
