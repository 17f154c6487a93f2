package plumage.driver.ti.lm75;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of an LM75. */
@ObjectClassDefinition(
        name = "Plumage: LM75, LM75A, LM75B",
        description = "Thermometer of NXP, Texas Instruments and others on I2C, at addresses 0x48 to 0x4F.")
interface Lm75Config extends SensorConfig, SensorConfig.Temperature {
    @AttributeDefinition(
            name = "I2C address",
            required = false,
            defaultValue = "0x48",
            description = "0x48 to 0x4F, as the pins A0 to A2 are wired.")
    String address();

    @AttributeDefinition(
            name = "Resolution",
            required = false,
            defaultValue = "11",
            type = AttributeType.INTEGER,
            description =
                    "Bits of the temperature: 9 (LM75, and LM75A and LM75B of National or TI), 11 (LM75A and LM75B"
                            + " of NXP) or 12 (TMP75).")
    int resolution();
}
