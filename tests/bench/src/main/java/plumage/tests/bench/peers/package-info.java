/** What others would start to serve the same series, each as the one server of a process. */
@NullMarked
package plumage.tests.bench.peers;

import org.jspecify.annotations.NullMarked;
