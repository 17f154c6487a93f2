package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The bundles of the archive. */
final class Bundles {
    /** Where bundles start that are no part of the hub's base; the framework ends there. */
    static final int LAST_LEVEL = 3;

    private static final int LOGGING_LEVEL = 1;
    private static final int BASE_LEVEL = 2;

    private final List<Path> jars;

    private Bundles(List<Path> jars) {
        this.jars = jars;
    }

    /** All in these folders, those below them left out. */
    static Bundles in(Path... folders) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return new Bundles(jars);
    }

    /** Changes when a bundle is added, removed, renamed or has other contents, or when the folder is another one. */
    String fingerprint() throws IOException {
        CRC32 crc = new CRC32();
        for (Path jar : jars) {
            crc.update(jar.toString().getBytes(UTF_8));
            crc.update(Files.readAllBytes(jar));
        }
        return Long.toHexString(crc.getValue());
    }

    /** Installs all where they lie, without a copy in the cache; they start when the framework does. */
    void install(BundleContext context) throws BundleException {
        for (Path jar : jars) {
            // Felix takes the text behind "file:" as it is, without escapes.
            Bundle bundle = context.installBundle("reference:file:" + jar);
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(level(jar.getFileName().toString()));
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private static int level(String jar) {
        if (jar.startsWith("pax-logging")) {
            return LOGGING_LEVEL;
        }
        return jar.startsWith("plumage.") && !jar.startsWith("plumage.hub") ? LAST_LEVEL : BASE_LEVEL;
    }
}
