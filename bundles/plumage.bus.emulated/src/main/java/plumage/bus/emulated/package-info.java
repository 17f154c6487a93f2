/**
 * Chips that behave like the real ones, set in physics, on buses that need no hardware and can be made to fail.
 *
 * <pre>{@code
 * EmulatedBuses buses = new EmulatedBuses();
 * EmulatedSi7021 chip = new EmulatedSi7021(EmulatedSi7021.Variant.SI7021, Time.system());
 * chip.set(22.5, 0.48);
 * buses.plug("emulated-i2c-1", 0x40, chip);
 * buses.faults("emulated-i2c-1", 0x40).next(Fault.NACK, 3);
 * buses.unplug("emulated-i2c-1", 0x40);
 * }</pre>
 */
@Export
@Version("1.0.0")
@NullMarked
package plumage.bus.emulated;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
