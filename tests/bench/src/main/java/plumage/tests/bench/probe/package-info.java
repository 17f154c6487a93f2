/** A bundle that is dropped into a hub to compare it with a constant and to see from inside what its page should say. */
@NullMarked
package plumage.tests.bench.probe;

import org.jspecify.annotations.NullMarked;
