/** Takes orders in a hub that is being tested. */
@NullMarked
package plumage.tests.soak.remote;

import org.jspecify.annotations.NullMarked;
