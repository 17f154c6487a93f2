package plumage.hub;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a hub is, what it reads and where it listens.
 *
 * @param command whose hub
 * @param home the unpacked archive
 * @param conf the user's configuration
 * @param data what the hub keeps: configurations, state, password, bundle cache
 * @param host the address to listen on; null is what {@code hub.properties} says, else all interfaces
 * @param port 0 takes any free one; null is what {@code hub.properties} says, else 9680
 */
record Settings(
        Command command,
        Path home,
        Path conf,
        Path data,
        @Nullable String host,
        @Nullable Integer port) {
    private static final int LARGEST_PORT = 65_535;

    /** What a hub is started for. */
    enum Command {
        /** The user's sensors. */
        HUB,
        /** Emulated ones, for a look around. */
        DEMO,
        /** Emulated ones, for the classes that they need: {@link Training}. */
        TRAIN
    }

    /**
     * Understands the environment: {@code PLUMAGE_PORT}, {@code PLUMAGE_HOST}, {@code PLUMAGE_CONF} and {@code PLUMAGE_DATA}; an empty one counts as not set. Training
     * listens where nobody else looks.
     */
    static Settings of(Command command, Path home, Map<String, String> environment) throws Refusal {
        Path data = path("PLUMAGE_DATA", environment, home.resolve("data"));
        data = switch (command) {
            case HUB -> data;
            case DEMO -> data.resolve("demo");
            case TRAIN -> data.resolve("training");
        };
        // Emulated sensors are a fresh copy, so that trying things out alters nothing.
        Path conf =
                command == Command.HUB ? path("PLUMAGE_CONF", environment, home.resolve("conf")) : data.resolve("conf");
        if (command == Command.TRAIN) {
            return new Settings(command, home, conf, data, "127.0.0.1", 0);
        }
        if (conf.toString().contains(",")) {
            throw new Refusal("'" + conf + "' has a comma in its name, which separates folders");
        }
        String port = text("PLUMAGE_PORT", environment);
        return new Settings(
                command,
                home,
                conf,
                data,
                text("PLUMAGE_HOST", environment),
                port == null ? null : port("PLUMAGE_PORT", port));
    }

    boolean isEmulated() {
        return command != Command.HUB;
    }

    /** Understands a port number. */
    static int port(String name, String text) throws Refusal {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= LARGEST_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new Refusal(
                name + "=" + shortened(text) + " is not a port; allowed is 1 to 65535, or 0 for any free one");
    }

    static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
    }

    private static Path path(String name, Map<String, String> environment, Path otherwise) throws Refusal {
        String text = text(name, environment);
        try {
            return text == null ? otherwise : Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notAPath) {
            throw new Refusal(name + "=" + shortened(String.valueOf(text)) + " is not a folder's name");
        }
    }

    private static @Nullable String text(String name, Map<String, String> environment) {
        String text = environment.get(name);
        return text == null || text.isBlank() ? null : text.strip();
    }
}
