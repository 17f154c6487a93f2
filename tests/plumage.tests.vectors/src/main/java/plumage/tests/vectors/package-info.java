/**
 * Plays reference conversations with chips against the drivers and compares what comes of them.
 *
 * <p>{@link plumage.tests.vectors.Vectors} is the command, {@link plumage.tests.vectors.Player} plays one case. Drivers are found on the class path by
 * their component descriptions; what vectors call things and what drivers call them meets in {@code chips.json}.
 */
@NullMarked
package plumage.tests.vectors;

import org.jspecify.annotations.NullMarked;
