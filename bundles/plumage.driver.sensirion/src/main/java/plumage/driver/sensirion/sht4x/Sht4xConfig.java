package plumage.driver.sensirion.sht4x;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import plumage.sensor.SensorConfig;

/** The form of an SHT4x. */
@ObjectClassDefinition(
        name = "Plumage: SHT40, SHT41, SHT43, SHT45",
        description = "Temperature and humidity sensor of Sensirion on I2C, at address 0x44, 0x45 or 0x46.")
interface Sht4xConfig extends SensorConfig, SensorConfig.Humidity {
    @AttributeDefinition(
            name = "I2C address",
            required = false,
            defaultValue = "0x44",
            description = "0x44 (part numbers with -A), 0x45 (-B) or 0x46 (-C).",
            options = {
                @Option(label = "0x44", value = "0x44"),
                @Option(label = "0x45", value = "0x45"),
                @Option(label = "0x46", value = "0x46")
            })
    String address();

    @AttributeDefinition(
            name = "Precision",
            required = false,
            defaultValue = "high",
            description = "high, medium or low: less noise, or less time and current.",
            options = {
                @Option(label = "high", value = "high"),
                @Option(label = "medium", value = "medium"),
                @Option(label = "low", value = "low")
            })
    String precision();
}
