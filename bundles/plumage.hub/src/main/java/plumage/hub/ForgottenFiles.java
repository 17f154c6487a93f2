package plumage.hub;

import java.io.IOException;
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
    @Activate
    public ForgottenFiles(@Reference ConfigurationAdmin admin, BundleContext context)
            throws IOException, InvalidSyntaxException {
        ConfigurationFolder folder = ConfigurationFolder.of(context);
        if (folder != null) {
            delete(admin, folder);
        }
    }

    private static void delete(ConfigurationAdmin admin, ConfigurationFolder folder)
            throws IOException, InvalidSyntaxException {
        Configuration @Nullable [] found = admin.listConfigurations("(" + ConfigurationValues.FILE + "=*)");
        for (Configuration configuration : found == null ? new Configuration[0] : found) {
            Path file = folder.fileOf(configuration.getProperties());
            if (file == null || !Files.exists(file)) {
                configuration.delete();
            }
        }
    }
}
