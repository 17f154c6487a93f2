package plumage.driver.winsen.mhz19b;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import plumage.sensor.SensorConfig;

/** The form of an MH-Z19B. */
@ObjectClassDefinition(
        name = "Plumage: MH-Z19B",
        description = "Carbon dioxide sensor of Winsen on a serial port, such as /dev/ttyUSB0.")
interface Mhz19bConfig extends SensorConfig, SensorConfig.Co2 {
    @AttributeDefinition(
            name = "Self-calibration",
            required = false,
            defaultValue = "keep",
            description = "true takes the lowest CO2 of a day as that of fresh air (ABC); false where there never is"
                    + " any; keep leaves the sensor as it is set.",
            options = {
                @Option(label = "as the sensor is set", value = "keep"),
                @Option(label = "on", value = "true"),
                @Option(label = "off", value = "false")
            })
    String self__calibration();

    @AttributeDefinition(
            name = "Detection range",
            required = false,
            defaultValue = "keep",
            description = "The highest CO2 that the sensor tells, in parts per million; keep leaves it as it is set.",
            options = {
                @Option(label = "as the sensor is set", value = "keep"),
                @Option(label = "2000 ppm", value = "2000"),
                @Option(label = "5000 ppm", value = "5000"),
                @Option(label = "10000 ppm", value = "10000")
            })
    String detection__range();
}
