/** Buses of real hardware, by Pi4J and by device files. */
@org.jspecify.annotations.NullMarked
package plumage.bus.pi4j;
