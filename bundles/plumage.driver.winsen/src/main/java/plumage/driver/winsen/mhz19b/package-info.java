/** MH-Z19B and MH-Z19C: carbon dioxide, told over a serial line when asked. */
@NullMarked
package plumage.driver.winsen.mhz19b;

import org.jspecify.annotations.NullMarked;
