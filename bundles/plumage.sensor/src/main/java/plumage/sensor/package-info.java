/**
 * The contract between drivers and the hub: what a driver says of itself, what it measures, and the collector that it is published as.
 *
 * <p>A driver is a {@link plumage.sensor.SensorCollector} around a {@link plumage.sensor.SensorDriver}; everything that all sensors share happens behind
 * {@link plumage.sensor.SensorHost}.
 */
@Export
@Version("1.0.0")
@NullMarked
package plumage.sensor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
