package plumage.driver.gpio;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Option;
import plumage.sensor.SensorConfig;

/** The keys that all inputs have, described for forms. */
public interface InputConfig extends SensorConfig {
    @AttributeDefinition(
            name = "Bias",
            required = false,
            defaultValue = "pull-up",
            options = {
                @Option(label = "pull-up", value = "pull-up"),
                @Option(label = "pull-down", value = "pull-down"),
                @Option(label = "none", value = "disabled"),
                @Option(label = "as the firmware left it", value = "as-is")
            },
            description =
                    "The resistor of the chip that holds the open line: pull-up for a switch to ground, pull-down for one to the supply, disabled for what drives the line itself.")
    String bias();

    @AttributeDefinition(
            name = "Active low",
            required = false,
            defaultValue = "true",
            type = AttributeType.BOOLEAN,
            description = "true for a switch to ground, whose line is low while it is closed.")
    boolean active_low();
}
