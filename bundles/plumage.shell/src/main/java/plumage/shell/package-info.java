/** Commands that tell of the sensors, for the Gogo shell, which is Karaf's too. */
@org.jspecify.annotations.NullMarked
package plumage.shell;
