package plumage.tests.framework;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;

/** Jars made of bundles that are installed, wherever they came from. */
final class Jars {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private Jars() {}

    /** A bundle as its jar, with some headers changed. */
    static byte[] copyOf(Bundle bundle, Map<String, String> headers) {
        Map<String, byte[]> content = content(bundle, "/");
        try (InputStream original = bundle.getEntry(MANIFEST).openStream()) {
            Manifest manifest = new Manifest(original);
            headers.forEach(manifest.getMainAttributes()::putValue);
            return jar(manifest, content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A jar. */
    static byte[] jar(Manifest manifest, Map<String, byte[]> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        } catch (IOException impossible) { // into memory
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The files below a folder of a bundle, by path, without its manifest. */
    static Map<String, byte[]> content(Bundle bundle, String folder) {
        Map<String, byte[]> content = new LinkedHashMap<>();
        for (URL url : Collections.list(bundle.findEntries(folder, "*", true))) {
            String path = url.getPath().substring(1);
            if (!path.endsWith("/") && !path.equals(MANIFEST)) {
                try (InputStream entry = url.openStream()) {
                    content.put(path, entry.readAllBytes());
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
        }
        return content;
    }
}
