/** BME680 and BME688 of Bosch Sensortec: temperature, humidity, pressure and gas resistance over I2C and SPI. */
@NullMarked
package plumage.driver.bosch.bme680;

import org.jspecify.annotations.NullMarked;
