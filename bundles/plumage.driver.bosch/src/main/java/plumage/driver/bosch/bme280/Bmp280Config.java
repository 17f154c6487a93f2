package plumage.driver.bosch.bme280;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of a BMP280. */
@ObjectClassDefinition(
        name = "Plumage: BMP280",
        description = "Temperature and pressure sensor of Bosch Sensortec on I2C or SPI.")
interface Bmp280Config extends SensorConfig, SensorConfig.Temperature, SensorConfig.Pressure {
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
            name = "Filter",
            required = false,
            defaultValue = "0",
            type = AttributeType.INTEGER,
            description =
                    "Coefficient of the chip's low-pass filter for temperature and pressure: 0 (off), 2, 4, 8 or 16.")
    int filter();
}
