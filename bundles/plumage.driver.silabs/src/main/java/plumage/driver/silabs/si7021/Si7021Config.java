package plumage.driver.silabs.si7021;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of a Si7013, Si7020 or Si7021. */
@ObjectClassDefinition(
        name = "Plumage: Si7013, Si7020, Si7021",
        description =
                "Temperature and humidity sensor of Silicon Labs on I2C, at address 0x40 (a Si7013 also at 0x41).")
interface Si7021Config extends SensorConfig, SensorConfig.Humidity {
    @AttributeDefinition(name = "I2C address", required = false, defaultValue = "0x40", description = "0x40 or 0x41.")
    String address();
}
