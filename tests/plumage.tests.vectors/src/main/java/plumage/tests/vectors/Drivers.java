package plumage.tests.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;

/** The drivers on the class path, found as a framework finds them: by the component descriptions that manifests name. */
final class Drivers {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String PID_PREFIX = "plumage.";

    private final Map<String, SensorDriver> byChip;

    private Drivers(Map<String, SensorDriver> byChip) {
        this.byChip = byChip;
    }

    /** Looks through the class path. */
    static Drivers find(ClassLoader classPath) {
        Map<String, SensorDriver> found = new TreeMap<>();
        try {
            for (URL manifest : Collections.list(classPath.getResources(MANIFEST))) {
                for (URL description : descriptions(manifest)) {
                    addDrivers(description, classPath, found);
                }
            }
        } catch (IOException | ReflectiveOperationException | ParserConfigurationException | SAXException broken) {
            throw new IllegalStateException("a component on the class path cannot be used: " + broken, broken);
        }
        return new Drivers(found);
    }

    /** The driver for configurations {@code plumage.<chip>}, or null. */
    @Nullable
    SensorDriver of(String chip) {
        return byChip.get(chip);
    }

    /** The chips that there are drivers for. */
    List<String> chips() {
        return List.copyOf(byChip.keySet());
    }

    private static List<URL> descriptions(URL manifest) throws IOException {
        String paths;
        try (InputStream in = manifest.openStream()) {
            paths = new Manifest(in).getMainAttributes().getValue("Service-Component");
        }
        List<URL> descriptions = new ArrayList<>();
        if (paths != null) {
            String root = manifest.toString().substring(0, manifest.toString().length() - MANIFEST.length());
            for (String path : paths.split(",", -1)) {
                descriptions.add(
                        URI.create(root + path.trim().replace("$", "%24")).toURL());
            }
        }
        return descriptions;
    }

    private static void addDrivers(URL description, ClassLoader classPath, Map<String, SensorDriver> found)
            throws IOException, ReflectiveOperationException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element component;
        try (InputStream in = description.openStream()) {
            component = factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        Element implementation =
                (Element) component.getElementsByTagName("implementation").item(0);
        Class<?> type = Class.forName(implementation.getAttribute("class"), true, classPath);
        if (SensorCollector.class.isAssignableFrom(type)) {
            SensorDriver driver = driver(type);
            for (String pid : component.getAttribute("configuration-pid").trim().split("\\s+", -1)) {
                if (pid.startsWith(PID_PREFIX)) {
                    found.put(pid.substring(PID_PREFIX.length()), driver);
                }
            }
        }
    }

    /** Activates the component as Declarative Services would and keeps what it tells the host. */
    private static SensorDriver driver(Class<?> component) throws ReflectiveOperationException {
        List<SensorDriver> told = new ArrayList<>();
        SensorHost host = (driver, configuration) -> {
            told.add(driver);
            return new IdleSensor();
        };
        component.getConstructor(SensorHost.class, Map.class).newInstance(host, Map.of());
        return told.get(0);
    }

    /** A sensor that is never asked. */
    private static final class IdleSensor implements SensorHost.Sensor {
        @Override
        public Reading reading() {
            return Reading.of("", Outline.EMPTY);
        }

        @Override
        public void close() {}
    }
}
