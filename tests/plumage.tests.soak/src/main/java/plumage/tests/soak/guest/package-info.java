/** The content of bundles with foreign collectors, which {@link plumage.tests.soak.remote} makes; in its own bundle it is only kept, never loaded. */
@NullMarked
package plumage.tests.soak.guest;

import org.jspecify.annotations.NullMarked;
