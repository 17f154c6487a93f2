package plumage.tests.soak.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What can be ordered. */
final class Orders {
    private static final long PATIENCE_SECONDS = 60;
    /** Of Plumage's bundles in a hub. */
    private static final int START_LEVEL = 3;

    private static final String GUEST = "plumage/tests/soak/guest";

    private final BundleContext context;

    Orders(BundleContext context) {
        this.context = context;
    }

    String obey(String order, List<String> words) throws Exception {
        switch (order) {
            case "start" -> bundle(words.get(0)).start();
            case "stop" -> bundle(words.get(0)).stop();
            case "update" -> bundle(words.get(0)).update();
            case "uninstall" -> {
                String location = bundle(words.get(0)).getLocation();
                bundle(words.get(0)).uninstall();
                return location;
            }
            case "modified" -> {
                return modified(words.get(0));
            }
            case "known" -> {
                return known(words.get(0));
            }
            case "install" -> install(words.get(0));
            case "refresh" -> refresh();
            case "load" -> load();
            case "configure" -> configure(words.get(0), words.get(1), words.subList(2, words.size()));
            case "forget" -> forget(words.get(0));
            case "type" -> type(words.get(0));
            case "invite" -> invite(words.get(0), words.get(1));
            default -> throw new IllegalArgumentException("no such order");
        }
        return "";
    }

    /** When a bundle was installed or updated last, or that it is not there. */
    private String modified(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .map(bundle -> Long.toString(bundle.getLastModified()))
                .findFirst()
                .orElse("absent");
    }

    /** The configurations that have a key: each PID and the value, in order. */
    private String known(String key) throws Exception {
        Map<String, Object> known = new TreeMap<>();
        with(ConfigurationAdmin.class, admin -> {
            Configuration[] found = admin.listConfigurations("(" + key + "=*)");
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                try {
                    known.put(
                            configuration.getPid(),
                            configuration.getProperties().get(key));
                } catch (IllegalStateException deletedMeanwhile) {
                    // and so it is not known
                }
            }
        });
        return known.toString();
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle " + symbolicName));
    }

    private void install(String location) throws BundleException {
        Bundle bundle = context.installBundle(location);
        bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
        bundle.start(Bundle.START_ACTIVATION_POLICY);
    }

    /** Forgets the wirings of uninstalled and updated bundles, as an administrator does afterwards. */
    private void refresh() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(null, event -> done.countDown());
        if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the framework does not finish its refresh");
        }
    }

    /** Has every bundle load a class, so that class loaders are as many as bundles, whichever of these were used so far. */
    private void load() {
        for (Bundle bundle : context.getBundles()) {
            Enumeration<URL> classes = bundle.findEntries("/", "*.class", true);
            if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && classes != null) {
                String path = classes.nextElement().getPath();
                try {
                    bundle.loadClass(
                            path.substring(1, path.length() - ".class".length()).replace('/', '.'));
                } catch (ClassNotFoundException | LinkageError wantsWhatIsNotHere) {
                    // and is not loaded later either
                }
            }
        }
    }

    /** A factory's configuration, made or changed; it is for every bundle. */
    private void configure(String factoryPid, String name, List<String> keysAndValues) throws Exception {
        Map<String, Object> values = new HashMap<>();
        for (String pair : keysAndValues) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        with(ConfigurationAdmin.class, admin -> {
            admin.getFactoryConfiguration(factoryPid, name, "?").update(FrameworkUtil.asDictionary(values));
        });
    }

    private void forget(String pid) throws Exception {
        with(ConfigurationAdmin.class, admin -> {
            Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid + ")");
            if (found == null) {
                throw new IllegalArgumentException("no configuration " + pid);
            }
            found[0].delete();
        });
    }

    /** As in the shell. A session of its own, because one keeps its last exception, and that may be of a bundle that goes. */
    private void type(String line) throws Exception {
        with(CommandProcessor.class, processor -> {
            try (CommandSession session = processor.createSession(
                    InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream())) {
                session.execute(line);
            }
        });
    }

    /** Makes a bundle with a foreign collector, installs and starts it. */
    private void invite(String name, String behaviour) throws IOException, BundleException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(String.join(
                        "\n",
                        "Manifest-Version: 1.0",
                        "Bundle-ManifestVersion: 2",
                        "Bundle-SymbolicName: " + name,
                        "Bundle-Activator: plumage.tests.soak.guest.Guest",
                        "Import-Package: org.osgi.framework, io.prometheus.client",
                        "Soak-Behaviour: " + behaviour,
                        "")
                .getBytes(UTF_8)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (URL entry : Collections.list(context.getBundle().findEntries(GUEST, "*.class", false))) {
                jar.putNextEntry(new JarEntry(entry.getPath().substring(1)));
                try (InputStream content = entry.openStream()) {
                    content.transferTo(jar);
                }
            }
        }
        context.installBundle("soak:" + name, new ByteArrayInputStream(bytes.toByteArray()))
                .start();
    }

    private interface Use<T> {
        void with(T service) throws Exception;
    }

    /** A service only while it is used: it may go. */
    private <T> void with(Class<T> type, Use<T> use) throws Exception {
        ServiceReference<T> reference = Objects.requireNonNull(context.getServiceReference(type), type.getName());
        T service = Objects.requireNonNull(context.getService(reference), type.getName());
        try {
            use.with(service);
        } finally {
            context.ungetService(reference);
        }
    }
}
