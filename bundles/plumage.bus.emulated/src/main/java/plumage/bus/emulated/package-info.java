/** Chips that behave like the real ones, on buses that need no hardware. */
@org.jspecify.annotations.NullMarked
package plumage.bus.emulated;
