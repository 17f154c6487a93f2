/** SCD40, SCD41 and SCD43: carbon dioxide, temperature and humidity, measured periodically. */
@NullMarked
package plumage.driver.sensirion.scd4x;

import org.jspecify.annotations.NullMarked;
