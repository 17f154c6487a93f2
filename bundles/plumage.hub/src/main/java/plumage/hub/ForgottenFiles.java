package plumage.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes configurations that came from a file which went while the hub was not running, or that lies in another folder than today's. FileInstall notices only
 * files that go while it looks. Starts before the drivers, so that no such sensor starts.
 */
@Component(
        service = {},
        immediate = true)
public final class ForgottenFiles {
    /** The framework property that names the folder of configurations. */
    static final String FOLDER = "plumage.conf";

    private static final String FILE = "felix.fileinstall.filename";

    @Activate
    public ForgottenFiles(@Reference ConfigurationAdmin admin, BundleContext context)
            throws IOException, InvalidSyntaxException {
        String folder = context.getProperty(FOLDER);
        if (folder != null) {
            delete(admin, Path.of(folder));
        }
    }

    private static void delete(ConfigurationAdmin admin, Path folder) throws IOException, InvalidSyntaxException {
        Configuration @Nullable [] found = admin.listConfigurations("(" + FILE + "=*)");
        for (Configuration configuration : found == null ? new Configuration[0] : found) {
            if (!isIn(folder, String.valueOf(configuration.getProperties().get(FILE)))) {
                configuration.delete();
            }
        }
    }

    private static boolean isIn(Path folder, String uri) {
        Path file = Path.of(URI.create(uri));
        return folder.equals(file.getParent()) && Files.exists(file);
    }
}
