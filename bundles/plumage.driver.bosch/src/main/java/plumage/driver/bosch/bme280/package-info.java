/** BME280 and BMP280 of Bosch Sensortec: temperature, pressure and, in the first, humidity over I2C and SPI. */
@NullMarked
package plumage.driver.bosch.bme280;

import org.jspecify.annotations.NullMarked;
