/** What a hub makes of emulated buses: chips by configuration, and commands for its shell. */
@NullMarked
package plumage.bus.emulated.hub;

import org.jspecify.annotations.NullMarked;
