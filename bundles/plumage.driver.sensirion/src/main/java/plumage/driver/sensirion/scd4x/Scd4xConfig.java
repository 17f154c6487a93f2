package plumage.driver.sensirion.scd4x;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import plumage.sensor.SensorConfig;

/** The form of an SCD4x. */
@ObjectClassDefinition(
        name = "Plumage: SCD40, SCD41, SCD43",
        description = "CO2, temperature and humidity sensor of Sensirion on I2C, at address 0x62.")
interface Scd4xConfig extends SensorConfig, SensorConfig.Humidity, SensorConfig.Co2 {
    @AttributeDefinition(name = "I2C address", required = false, defaultValue = "0x62", description = "0x62.")
    String address();

    @AttributeDefinition(
            name = "Mode",
            required = false,
            defaultValue = "periodic",
            description = "periodic: the chip measures every 5 s; low-power: every 30 s.",
            options = {
                @Option(label = "every 5 s", value = "periodic"),
                @Option(label = "every 30 s, low power", value = "low-power")
            })
    String mode();

    @AttributeDefinition(
            name = "Altitude",
            required = false,
            defaultValue = "0",
            type = AttributeType.INTEGER,
            description = "Metres above sea level, 0 to 3000: the CO2 depends on the air pressure.")
    int altitude();

    @AttributeDefinition(
            name = "Self-calibration",
            required = false,
            defaultValue = "true",
            type = AttributeType.BOOLEAN,
            description = "true takes the lowest CO2 of a week as that of fresh air; false where there never is any.")
    boolean self__calibration();
}
