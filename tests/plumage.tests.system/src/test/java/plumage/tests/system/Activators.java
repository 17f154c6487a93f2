package plumage.tests.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;

/** Makes bundles of activators. */
final class Activators {
    private Activators() {}

    /** The jar of a bundle that has the activator, its nested classes and nothing else, in this folder; both are named after the class. */
    static Path bundle(Class<? extends BundleActivator> activator, Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", activator.getSimpleName());
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", "org.osgi.framework,org.osgi.service.event;resolution:=optional");
        Path jar = folder.resolve(activator.getSimpleName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            add(activator, out);
            for (Class<?> nested : activator.getDeclaredClasses()) {
                add(nested, out);
            }
        }
        return jar;
    }

    private static void add(Class<?> type, JarOutputStream out) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream code = type.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
        }
    }
}
