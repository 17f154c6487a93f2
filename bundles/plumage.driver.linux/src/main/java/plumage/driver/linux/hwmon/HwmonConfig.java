package plumage.driver.linux.hwmon;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of a chip of hardware monitoring. */
@ObjectClassDefinition(
        name = "Plumage: hwmon",
        description =
                "A chip of the kernel's hardware monitoring; bus is hwmon/ and its name, or hwmon for the only one.")
interface HwmonConfig extends SensorConfig, SensorConfig.Humidity, SensorConfig.Voltage {
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
            name = "Fan speed offset",
            required = false,
            description = "Added to the fan speed, in turns in a minute.")
    String fan__speed_offset();

    @AttributeDefinition(
            name = "Fan speed scale",
            required = false,
            description = "The fan speed is multiplied by it before the offset is added.")
    String fan__speed_scale();
}
