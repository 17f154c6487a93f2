package plumage.driver.microchip.mcp3008;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of an MCP3008. */
@ObjectClassDefinition(
        name = "Plumage: MCP3008",
        description = "Converter of Microchip for eight voltages on SPI; an MCP3004 for four.")
interface Mcp3008Config extends SensorConfig, SensorConfig.Voltage {
    @AttributeDefinition(
            name = "Channels",
            required = false,
            cardinality = Integer.MAX_VALUE,
            description =
                    "Each as name=input*scale+offset, such as battery=CH0*2 or loop=CH2-CH3; inputs are CH0 to CH7 and CH0-CH1, CH1-CH0"
                            + " to CH7-CH6. Without any: all eight, as ch0 to ch7.")
    String[] channels();

    @AttributeDefinition(
            name = "Reference",
            required = false,
            defaultValue = "3.3",
            type = AttributeType.DOUBLE,
            description = "The voltage at VREF, 0.25 to 5.5.")
    double reference();
}
