/** Tracks the collectors in the service registry and builds the pages that a scrape reads. */
@org.jspecify.annotations.NullMarked
package plumage.registry;
