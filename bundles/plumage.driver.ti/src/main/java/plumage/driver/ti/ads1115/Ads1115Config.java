package plumage.driver.ti.ads1115;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import plumage.sensor.SensorConfig;

/** The form of an ADS1115. */
@ObjectClassDefinition(
        name = "Plumage: ADS1115",
        description =
                "Analog-to-digital converter of Texas Instruments with four inputs on I2C, at address 0x48 to 0x4B.")
interface Ads1115Config extends SensorConfig, SensorConfig.Voltage {
    @AttributeDefinition(
            name = "I2C address",
            required = false,
            defaultValue = "0x48",
            description = "With ADDR at ground 0x48, at the supply 0x49, at SDA 0x4A, at SCL 0x4B.",
            options = {
                @Option(label = "0x48", value = "0x48"),
                @Option(label = "0x49", value = "0x49"),
                @Option(label = "0x4A", value = "0x4A"),
                @Option(label = "0x4B", value = "0x4B")
            })
    String address();

    @AttributeDefinition(
            name = "Channels",
            required = false,
            cardinality = Integer.MAX_VALUE,
            description =
                    "Which inputs are measured, each as name=input[*scale][+offset], such as battery=AIN0*11 behind a"
                            + " voltage divider. Inputs: AIN0 to AIN3, AIN0-AIN1, AIN0-AIN3, AIN1-AIN3, AIN2-AIN3. Without"
                            + " any: ain0 to ain3.")
    String[] channels();

    @AttributeDefinition(
            name = "Full scale",
            required = false,
            defaultValue = "4.096",
            description =
                    "The highest voltage that can be told: 6.144, 4.096, 2.048, 1.024, 0.512 or 0.256. No input may have more than the supply.")
    String full__scale();

    @AttributeDefinition(
            name = "Data rate",
            required = false,
            defaultValue = "128",
            type = AttributeType.INTEGER,
            description = "Conversions per second: 8, 16, 32, 64, 128, 250, 475 or 860; slower ones have less noise.")
    int data__rate();
}
