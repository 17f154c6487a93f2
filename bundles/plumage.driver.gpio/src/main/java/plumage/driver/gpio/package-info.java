/** What is wired to input lines, a package for each kind of it, and the keys that they share. */
@NullMarked
package plumage.driver.gpio;

import org.jspecify.annotations.NullMarked;
