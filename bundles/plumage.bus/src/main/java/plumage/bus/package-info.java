/**
 * The contract between chips and buses: devices, registers, delays and the one exception that tells what went wrong.
 *
 * <p>A chip class needs {@link plumage.bus.I2cDevice} or {@link plumage.bus.SpiDevice}, often through {@link plumage.bus.Registers}, and a {@link
 * plumage.bus.Delay}. A bundle that brings buses implements {@link plumage.bus.BusProvider}.
 */
@Export
@Version("1.0.0")
@NullMarked
package plumage.bus;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
