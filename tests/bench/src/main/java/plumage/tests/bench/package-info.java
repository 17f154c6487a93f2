/** How fast Plumage is, in small and as a whole. Run by {@code tests/bench/micro} and {@code tests/bench/requests}. */
@NullMarked
package plumage.tests.bench;

import org.jspecify.annotations.NullMarked;
