/** The sensors in the Felix web console, which Karaf has too. */
@org.jspecify.annotations.NullMarked
package plumage.console;
