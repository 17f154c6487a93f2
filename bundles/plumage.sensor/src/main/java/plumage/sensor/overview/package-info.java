/** The hub at a glance, for people: what the merged metrics say, by sensor. Whoever shows it, as a page, in a shell or in a console, reads it here. */
@Export
@Version("1.0.0")
@NullMarked
package plumage.sensor.overview;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
