/** Tests that run inside the framework, beside the bundles they look at. */
@org.jspecify.annotations.NullMarked
package plumage.tests.framework;
