package plumage.driver.plantower.pms5003;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import plumage.sensor.SensorConfig;

/** The form of a PMS5003. */
@ObjectClassDefinition(
        name = "Plumage: PMS5003",
        description = "Particulate matter sensor of Plantower on a serial port, such as /dev/ttyUSB0.")
interface Pms5003Config extends SensorConfig, SensorConfig.ParticulateMatter {
    @AttributeDefinition(
            name = "Concentration",
            required = false,
            defaultValue = "atmospheric",
            description = "Which of the two masses it tells: that of the atmosphere's particles, or of the standard"
                    + " particles of its factory (CF=1).",
            options = {
                @Option(label = "atmospheric", value = "atmospheric"),
                @Option(label = "standard particles, CF=1", value = "standard")
            })
    String concentration();
}
