/** MCP3008: ten bits of eight voltages. */
@NullMarked
package plumage.driver.microchip.mcp3008;

import org.jspecify.annotations.NullMarked;
