/** SHT40, SHT41, SHT43 and SHT45: temperature and humidity by commands of one byte. */
@NullMarked
package plumage.driver.sensirion.sht4x;

import org.jspecify.annotations.NullMarked;
