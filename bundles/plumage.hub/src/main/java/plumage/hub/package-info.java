/** What makes a hub of an OSGi framework: the launcher, started from the class path, and the guard of the web console, a component inside. */
@NullMarked
package plumage.hub;

import org.jspecify.annotations.NullMarked;
