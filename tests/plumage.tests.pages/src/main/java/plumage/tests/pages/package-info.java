/** Understands pages of metrics, more strictly than Prometheus does. */
@org.jspecify.annotations.NullMarked
package plumage.tests.pages;
