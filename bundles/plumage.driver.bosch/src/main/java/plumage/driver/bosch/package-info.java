/** The sensors of Bosch Sensortec, a package per chip. */
@org.jspecify.annotations.NullMarked
package plumage.driver.bosch;
