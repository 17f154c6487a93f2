/** Thermal zones of the kernel. */
@NullMarked
package plumage.driver.linux.thermal;

import org.jspecify.annotations.NullMarked;
