/** Contact: a state, and how often it changed. */
@NullMarked
package plumage.driver.gpio.contact;

import org.jspecify.annotations.NullMarked;
