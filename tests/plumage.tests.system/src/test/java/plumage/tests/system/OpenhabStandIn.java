package plumage.tests.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** A bundle that posts what openHAB posts, once it is started. */
public final class OpenhabStandIn implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        EventAdmin eventAdmin = context.getService(context.getServiceReference(EventAdmin.class));
        post(eventAdmin, "Broken", "{\"type\":\"Quantity\"");
        post(eventAdmin, "Light", "{\"type\":\"OnOff\",\"value\":\"ON\"}");
        post(eventAdmin, "Attic", "{\"type\":\"Quantity\",\"value\":\"21.5 \u00b0C\"}");
    }

    private static void post(EventAdmin eventAdmin, String item, String payload) {
        eventAdmin.postEvent(new Event(
                "openhab",
                Map.of(
                        "type",
                        "ItemStateUpdatedEvent",
                        "topic",
                        "openhab/items/" + item + "/stateupdated",
                        "payload",
                        payload)));
    }

    @Override
    public void stop(BundleContext context) {}

    /** The jar of it, in this folder. */
    static Path bundle(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "openhab.stand-in");
        headers.putValue("Bundle-Activator", OpenhabStandIn.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework,org.osgi.service.event");
        Path jar = folder.resolve("openhab-stand-in.jar");
        String type = OpenhabStandIn.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = OpenhabStandIn.class.getClassLoader().getResourceAsStream(type)) {
            out.putNextEntry(new JarEntry(type));
            code.transferTo(out);
        }
        return jar;
    }
}
