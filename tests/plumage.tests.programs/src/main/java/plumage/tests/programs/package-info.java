/** Programs that tests start and Maven does not bring. */
@NullMarked
package plumage.tests.programs;

import org.jspecify.annotations.NullMarked;
