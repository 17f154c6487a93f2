/** Serves the pages over HTTP: metrics, landing page and health. */
@org.jspecify.annotations.NullMarked
package plumage.http;
