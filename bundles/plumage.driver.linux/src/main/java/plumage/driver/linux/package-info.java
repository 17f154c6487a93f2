/** What drivers of the Linux kernel read: devices told apart by name and place, a package for each class of them. */
@NullMarked
package plumage.driver.linux;

import org.jspecify.annotations.NullMarked;
