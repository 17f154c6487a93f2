package plumage.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * The folder of the user's configurations.
 *
 * @param path without symbolic links, as FileInstall names it
 */
record ConfigurationFolder(Path path) {
    /** The framework property that names it. */
    static final String PROPERTY = "plumage.conf";

    /** None in a framework that is no hub. */
    static @Nullable ConfigurationFolder of(BundleContext context) throws IOException {
        String folder = context.getProperty(PROPERTY);
        return folder == null ? null : new ConfigurationFolder(Path.of(folder).toRealPath());
    }

    /** The file that a configuration came from, whether it exists or not; none for one that came from elsewhere. */
    @Nullable
    Path fileOf(Dictionary<String, Object> properties) {
        if (!(properties.get(ConfigurationValues.FILE) instanceof String uri)) {
            return null;
        }
        try {
            Path file = Path.of(URI.create(uri));
            return file.startsWith(path) ? file : null;
        } catch (IllegalArgumentException notAFile) {
            return null;
        }
    }
}
