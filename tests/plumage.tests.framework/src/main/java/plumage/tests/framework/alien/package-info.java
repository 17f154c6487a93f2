/** The content of a bundle that has its own copy of simpleclient; in this bundle it is only kept, never loaded. */
@org.jspecify.annotations.NullMarked
package plumage.tests.framework.alien;
