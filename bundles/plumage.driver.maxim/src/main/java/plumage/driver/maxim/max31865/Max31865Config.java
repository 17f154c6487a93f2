package plumage.driver.maxim.max31865;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import plumage.sensor.SensorConfig;

/** The form of a MAX31865. */
@ObjectClassDefinition(
        name = "Plumage: MAX31865",
        description = "Converter of Maxim for a platinum resistor, PT100 or PT1000, on SPI.")
interface Max31865Config extends SensorConfig, SensorConfig.Temperature {
    @AttributeDefinition(
            name = "Resistor",
            required = false,
            defaultValue = "100",
            type = AttributeType.DOUBLE,
            description = "Its ohms at 0 °C: 100 for a PT100, 1000 for a PT1000.")
    double rtd_nominal();

    @AttributeDefinition(
            name = "Reference",
            required = false,
            defaultValue = "430",
            type = AttributeType.DOUBLE,
            description = "Ohms of the reference resistor: usually 400 or 430 for a PT100, 4000 or 4300 for a PT1000.")
    double reference();

    @AttributeDefinition(
            name = "Wires",
            required = false,
            defaultValue = "2",
            type = AttributeType.INTEGER,
            options = {
                @Option(label = "two", value = "2"),
                @Option(label = "three", value = "3"),
                @Option(label = "four", value = "4")
            },
            description = "To the resistor: 2, 3 or 4, as the board is soldered.")
    int wires();

    @AttributeDefinition(
            name = "Filter",
            required = false,
            defaultValue = "50",
            type = AttributeType.INTEGER,
            options = {@Option(label = "50 Hz", value = "50"), @Option(label = "60 Hz", value = "60")},
            description = "The frequency of the mains: 50 or 60 Hz.")
    int filter();

    @AttributeDefinition(
            name = "Resistance offset",
            required = false,
            description = "Added to the resistance, in ohms.")
    String resistance_offset();

    @AttributeDefinition(
            name = "Resistance scale",
            required = false,
            description =
                    "The resistance is multiplied by it before the offset is added. The temperature does not follow.")
    String resistance_scale();
}
