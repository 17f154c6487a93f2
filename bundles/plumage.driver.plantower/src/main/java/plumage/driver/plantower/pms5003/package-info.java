/** PMS5003, PMS7003 and PMSA003: particulate matter, told by frames on a serial line. */
@NullMarked
package plumage.driver.plantower.pms5003;

import org.jspecify.annotations.NullMarked;
