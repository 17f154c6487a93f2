package plumage.driver.linux.iio;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of a device of industrial I/O. */
@ObjectClassDefinition(
        name = "Plumage: IIO",
        description = "A device of the kernel's industrial I/O; bus is iio/ and its name, or iio for the only one.")
interface IioConfig extends SensorConfig, SensorConfig.Humidity, SensorConfig.Pressure, SensorConfig.Voltage {
    @AttributeDefinition(
            name = "Illuminance offset",
            required = false,
            description = "Added to the illuminance, in lux.")
    String illuminance_offset();

    @AttributeDefinition(
            name = "Illuminance scale",
            required = false,
            description = "The illuminance is multiplied by it before the offset is added.")
    String illuminance_scale();

    @AttributeDefinition(name = "Current offset", required = false, description = "Added to the current, in amperes.")
    String current_offset();

    @AttributeDefinition(
            name = "Current scale",
            required = false,
            description = "The current is multiplied by it before the offset is added.")
    String current_scale();

    @AttributeDefinition(name = "Power offset", required = false, description = "Added to the power, in watts.")
    String power_offset();

    @AttributeDefinition(
            name = "Power scale",
            required = false,
            description = "The power is multiplied by it before the offset is added.")
    String power_scale();

    @AttributeDefinition(
            name = "Resistance offset",
            required = false,
            description = "Added to the resistance, in ohms.")
    String resistance_offset();

    @AttributeDefinition(
            name = "Resistance scale",
            required = false,
            description = "The resistance is multiplied by it before the offset is added.")
    String resistance_scale();
}
