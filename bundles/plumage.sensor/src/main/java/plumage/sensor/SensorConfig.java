package plumage.sensor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;

/** The keys that all sensors have, described for forms such as the web console's. A driver's description extends this interface and those of what it measures. */
public interface SensorConfig {
    @AttributeDefinition(
            name = "Name",
            required = false,
            description =
                    "The label 'sensor' of all its series, unique. Without one: chip and instance, such as bme680-office.")
    String name();

    @AttributeDefinition(
            name = "Bus",
            required = false,
            description = "Where it is wired, such as i2c-1 (/dev/i2c-1) or spi-0.0 (/dev/spidev0.0).")
    String bus();

    @AttributeDefinition(
            name = "Interval",
            required = false,
            description =
                    "Time between two measurements: 10s, 500ms, 2m; a bare number is seconds. Without one what suits the sensor, mostly 10s.")
    String interval();

    @AttributeDefinition(
            name = "Labels",
            required = false,
            cardinality = Integer.MAX_VALUE,
            description = "Labels on all its series, each as name=value, such as room=office.")
    String[] labels();

    @AttributeDefinition(
            name = "Enabled",
            required = false,
            defaultValue = "true",
            type = AttributeType.BOOLEAN,
            description = "false keeps the configuration and stops the sensor.")
    boolean enabled();

    /** The corrections of a sensor that measures temperature. */
    interface Temperature {
        @AttributeDefinition(
                name = "Temperature offset",
                required = false,
                description = "Added to the temperature, in kelvins.")
        String temperature_offset();

        @AttributeDefinition(
                name = "Temperature scale",
                required = false,
                description = "The temperature is multiplied by it before the offset is added.")
        String temperature_scale();
    }

    /** The corrections of a sensor that measures temperature and relative humidity. */
    interface Humidity extends Temperature {
        @AttributeDefinition(
                name = "Humidity offset",
                required = false,
                description = "Added to the relative humidity, as a ratio: 0.02 is 2 %.")
        String relative__humidity_offset();

        @AttributeDefinition(
                name = "Humidity scale",
                required = false,
                description = "The relative humidity is multiplied by it before the offset is added.")
        String relative__humidity_scale();

        @AttributeDefinition(
                name = "Humidity follows temperature",
                required = false,
                defaultValue = "true",
                type = AttributeType.BOOLEAN,
                description = "Recomputes the relative humidity at the corrected temperature.")
        boolean humidity_follow();
    }

    /** The corrections of a sensor that measures pressure. */
    interface Pressure {
        @AttributeDefinition(
                name = "Pressure offset",
                required = false,
                description = "Added to the pressure, in pascals.")
        String pressure_offset();

        @AttributeDefinition(
                name = "Pressure scale",
                required = false,
                description = "The pressure is multiplied by it before the offset is added.")
        String pressure_scale();

        @AttributeDefinition(
                name = "Altitude",
                required = false,
                description = "Metres above sea level; with it the pressure is reduced to sea level too.")
        String altitude();
    }

    /** The corrections of a sensor that measures carbon dioxide. */
    interface Co2 {
        @AttributeDefinition(
                name = "CO2 offset",
                required = false,
                description = "Added to the carbon dioxide, in parts per million.")
        String co2_offset();

        @AttributeDefinition(
                name = "CO2 scale",
                required = false,
                description = "The carbon dioxide is multiplied by it before the offset is added.")
        String co2_scale();
    }

    /** The corrections of a sensor that measures particulate matter; each holds for all sizes. */
    interface ParticulateMatter {
        @AttributeDefinition(
                name = "Mass offset",
                required = false,
                description = "Added to each mass of particles, in grams per cubic metre: 0.000001 is 1 µg/m³.")
        String pm__mass__concentration_offset();

        @AttributeDefinition(
                name = "Mass scale",
                required = false,
                description = "Each mass of particles is multiplied by it before the offset is added.")
        String pm__mass__concentration_scale();

        @AttributeDefinition(
                name = "Number offset",
                required = false,
                description = "Added to each number of particles, per cubic metre.")
        String pm__number__concentration_offset();

        @AttributeDefinition(
                name = "Number scale",
                required = false,
                description = "Each number of particles is multiplied by it before the offset is added.")
        String pm__number__concentration_scale();
    }

    /** The corrections of a sensor that measures voltages. */
    interface Voltage {
        @AttributeDefinition(
                name = "Voltage offset",
                required = false,
                description = "Added to each voltage, in volts.")
        String voltage_offset();

        @AttributeDefinition(
                name = "Voltage scale",
                required = false,
                description = "Each voltage is multiplied by it before the offset is added.")
        String voltage_scale();
    }
}
