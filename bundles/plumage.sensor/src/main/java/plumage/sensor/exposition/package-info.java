/** What the registry offers to those who publish it: pages for HTTP, families for others. The registry implements it, so that it can be updated alone. */
@Export
@Version("1.0.0")
@NullMarked
package plumage.sensor.exposition;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
