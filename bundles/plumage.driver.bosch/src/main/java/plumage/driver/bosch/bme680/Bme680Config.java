package plumage.driver.bosch.bme680;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of a BME680. */
@ObjectClassDefinition(
        name = "Plumage: BME680",
        description = "Temperature, humidity, pressure and gas sensor of Bosch Sensortec on I2C or SPI.")
interface Bme680Config extends SensorConfig, SensorConfig.Humidity, SensorConfig.Pressure {
    @AttributeDefinition(
            name = "I2C address",
            required = false,
            description =
                    "0x76 with SDO at ground, which is the default, or 0x77 with SDO at the supply; empty on SPI.")
    String address();

    @AttributeDefinition(
            name = "Temperature oversampling",
            required = false,
            defaultValue = "2",
            type = AttributeType.INTEGER,
            description = "Conversions averaged for one temperature: 1, 2, 4, 8 or 16.")
    int temperature_oversampling();

    @AttributeDefinition(
            name = "Pressure oversampling",
            required = false,
            defaultValue = "16",
            type = AttributeType.INTEGER,
            description = "Conversions averaged for one pressure: 1, 2, 4, 8 or 16; 0 measures none.")
    int pressure_oversampling();

    @AttributeDefinition(
            name = "Humidity oversampling",
            required = false,
            defaultValue = "1",
            type = AttributeType.INTEGER,
            description = "Conversions averaged for one humidity: 1, 2, 4, 8 or 16; 0 measures none.")
    int humidity_oversampling();

    @AttributeDefinition(
            name = "Filter",
            required = false,
            defaultValue = "0",
            type = AttributeType.INTEGER,
            description =
                    "Coefficient of the chip's low-pass filter for temperature and pressure: 0 (off), 1, 3, 7, 15, 31,"
                            + " 63 or 127.")
    int filter();

    @AttributeDefinition(
            name = "Heater enabled",
            required = false,
            defaultValue = "true",
            type = AttributeType.BOOLEAN,
            description = "false leaves the heater cold and measures no gas resistance.")
    boolean heater_enabled();

    @AttributeDefinition(
            name = "Heater temperature",
            required = false,
            defaultValue = "320",
            type = AttributeType.INTEGER,
            description =
                    "Of the gas sensor's hot plate, in degrees Celsius, usually 200 to 400; the chip heats to 400 at most.")
    int heater_temperature();

    @AttributeDefinition(
            name = "Heater duration",
            required = false,
            defaultValue = "150ms",
            description =
                    "How long to heat before the gas resistance is measured, usually 30ms to 4s; the chip heats for"
                            + " 4032ms at most.")
    String heater_duration();

    @AttributeDefinition(
            name = "Ambient temperature",
            required = false,
            defaultValue = "25",
            description =
                    "Of the surroundings, in degrees Celsius, -40 to 85, for the first heating; later ones take the"
                            + " temperature measured last.")
    String heater_ambient();

    @AttributeDefinition(
            name = "Gas resistance offset",
            required = false,
            description = "Added to the gas resistance, in ohms.")
    String gas__resistance_offset();

    @AttributeDefinition(
            name = "Gas resistance scale",
            required = false,
            description = "The gas resistance is multiplied by it before the offset is added.")
    String gas__resistance_scale();
}
