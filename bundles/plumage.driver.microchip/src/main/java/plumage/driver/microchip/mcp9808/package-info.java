/** MCP9808: a temperature in steps of a sixteenth. */
@NullMarked
package plumage.driver.microchip.mcp9808;

import org.jspecify.annotations.NullMarked;
