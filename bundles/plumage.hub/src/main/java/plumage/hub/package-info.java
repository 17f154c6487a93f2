/** What makes a hub of an OSGi framework: the launcher, started from the class path, and inside the guard of the web console and what keeps configurations and their files together. */
@NullMarked
package plumage.hub;

import org.jspecify.annotations.NullMarked;
