/** Industrial I/O of the kernel: environment sensors and converters. */
@NullMarked
package plumage.driver.linux.iio;

import org.jspecify.annotations.NullMarked;
