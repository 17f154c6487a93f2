package plumage.hub;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.felix.utils.properties.InterpolationHelper;
import org.apache.felix.utils.properties.TypedProperties;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what changes in a configuration, such as in the web console, back to the file that it came from, and deletes the file with its configuration.
 *
 * <p>Files belong to the user: an editor may be writing one at any time, and FileInstall may have read half of it. Therefore:
 * <ol>
 *   <li>What FileInstall loads, or deletes because a file is gone, is never written, whatever it is. It is told by its call: this listener is a synchronous one, so
 *       that who changes the configuration stands on the stack.
 *   <li>What anybody else changes is written only if the file still says what the configuration said before: what FileInstall loaded last, or what was written
 *       last. Else the user has changed the file meanwhile, and the file wins.
 *   <li>A file that says something else than its configuration, and is not written, gets a new time, so that FileInstall reads it once more.
 *   <li>A file is replaced as a whole ({@link ReplacedFile}), and only by a text that is read as exactly what the configuration says. What cannot be written is logged; the
 *       configuration stays as it is until the next start or the file's next change.
 * </ol>
 */
@Component(immediate = true)
public final class ConfigurationFiles implements SynchronousConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);
    private static final String LOADER = "org.apache.felix.fileinstall.internal.ConfigInstaller";

    private final ConfigurationAdmin admin;
    private final @Nullable ConfigurationFolder folder;
    private final TypedProperties.SubstitutionCallback variables;
    /** By PID. */
    private final Map<String, Known> known = new HashMap<>();

    /**
     * A configuration's file and what both said when they last agreed.
     *
     * @param said the {@link ConfigurationValues#digest} of it: of a thousand sensors the values themselves would be most of a megabyte
     */
    private record Known(Path file, UUID said) {
        Known(Path file, ConfigurationValues values) {
            this(file, values.digest());
        }
    }

    @Activate
    public ConfigurationFiles(@Reference ConfigurationAdmin admin, BundleContext context)
            throws IOException, InvalidSyntaxException {
        this(
                admin,
                ConfigurationFolder.of(context),
                new InterpolationHelper.BundleContextSubstitutionCallback(context));
    }

    /** Without a folder nothing is written: this is no hub. */
    ConfigurationFiles(
            ConfigurationAdmin admin,
            @Nullable ConfigurationFolder folder,
            InterpolationHelper.SubstitutionCallback variables)
            throws IOException, InvalidSyntaxException {
        this.admin = admin;
        this.folder = folder;
        this.variables = (name, key, value) -> variables.getValue(value);
        for (Configuration configuration : list("(" + ConfigurationValues.FILE + "=*)")) {
            Dictionary<String, Object> properties = configuration.getProperties();
            Path file = fileOf(properties);
            if (file != null) {
                known.put(configuration.getPid(), new Known(file, ConfigurationValues.of(properties)));
            }
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        boolean loaded = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(LOADER)));
        changed(event.getType(), event.getPid(), loaded);
    }

    /**
     * Follows a change.
     *
     * @param loaded whether FileInstall did it
     */
    synchronized void changed(int type, String pid, boolean loaded) {
        Known before = known.get(pid);
        try {
            if (type == ConfigurationEvent.CM_DELETED) {
                known.remove(pid);
                if (before != null && !loaded) {
                    delete(before);
                }
            } else if (type == ConfigurationEvent.CM_UPDATED) {
                updated(pid, before, loaded);
            }
        } catch (NoSuchFileException gone) {
            // FileInstall is about to delete its configuration
        } catch (IOException | InvalidSyntaxException | RuntimeException failed) {
            LOG.warn(
                    "The change of {} is not in its file {}, and will be gone with the next start: {}. Make the file writable, or change it by hand.",
                    pid,
                    before == null ? "" : before.file,
                    failed.toString());
        }
    }

    private void updated(String pid, @Nullable Known before, boolean loaded)
            throws IOException, InvalidSyntaxException {
        for (Configuration configuration : list("(service.pid=" + escape(pid) + ")")) {
            Dictionary<String, Object> properties = configuration.getProperties();
            Path named = fileOf(properties);
            Path file = named == null && before != null ? before.file : named;
            if (file != null) {
                ConfigurationValues values = ConfigurationValues.of(properties);
                if (loaded || before == null) {
                    known.put(pid, new Known(file, values));
                    follow(file, values);
                } else {
                    write(pid, new Known(file, before.said), values);
                }
            }
        }
    }

    /** FileInstall tells itself what it cannot read. */
    private void follow(Path file, ConfigurationValues loaded) {
        try {
            if (!read(file).values().equals(loaded)) {
                loadAgain(file);
            }
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read", file, unreadable);
        }
    }

    private void write(String pid, Known before, ConfigurationValues values) throws IOException {
        ConfigurationText text = read(before.file);
        ConfigurationValues inFile = text.values();
        if (!inFile.equals(values)) {
            if (!inFile.digest().equals(before.said)) {
                LOG.info("{} was changed at the same time as {}: the file counts", before.file, pid);
                loadAgain(before.file);
                return;
            }
            ConfigurationText edited = text.with(values)
                    .orElseThrow(() -> new IOException("a value has a form that such a file cannot express"));
            ReplacedFile.replace(before.file, text.text(), edited.text());
            LOG.info("Wrote the change of {} to {}", pid, before.file);
        }
        known.put(pid, new Known(before.file, values));
    }

    private void delete(Known before) throws IOException {
        if (read(before.file).values().digest().equals(before.said)) {
            ReplacedFile.delete(before.file);
        } else {
            LOG.info("{} was changed while its configuration was deleted: the file counts", before.file);
            loadAgain(before.file);
        }
    }

    /** FileInstall goes by time and length; within one tick of the clock it would miss a change. */
    private static void loadAgain(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1));
    }

    private ConfigurationText read(Path file) throws IOException {
        try {
            return new ConfigurationText(Files.readString(file), variables);
        } catch (CharacterCodingException otherEncoding) {
            throw new IOException("the file is not in UTF-8", otherEncoding);
        }
    }

    private @Nullable Path fileOf(Dictionary<String, Object> properties) {
        return folder == null || properties == null ? null : folder.fileOf(properties);
    }

    private Configuration[] list(String filter) throws IOException, InvalidSyntaxException {
        return Optional.ofNullable(admin.listConfigurations(filter)).orElse(new Configuration[0]);
    }

    private static String escape(String value) {
        return value.replaceAll("[\\\\*()]", "\\\\$0");
    }
}
