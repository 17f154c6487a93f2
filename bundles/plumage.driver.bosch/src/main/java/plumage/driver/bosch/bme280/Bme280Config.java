package plumage.driver.bosch.bme280;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorConfig;

/** The form of a BME280: that of a BMP280, and humidity. */
@ObjectClassDefinition(
        name = "Plumage: BME280",
        description = "Temperature, humidity and pressure sensor of Bosch Sensortec on I2C or SPI.")
interface Bme280Config extends Bmp280Config, SensorConfig.Humidity {
    @AttributeDefinition(
            name = "Humidity oversampling",
            required = false,
            defaultValue = "1",
            type = AttributeType.INTEGER,
            description = "Conversions averaged for one humidity: 1, 2, 4, 8 or 16; 0 measures none.")
    int humidity_oversampling();
}
