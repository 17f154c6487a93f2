package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles of the hub in a framework of this process. Its classes are not those of the tests: they meet in device files, on HTTP, and by reflection. */
final class HubFramework implements AutoCloseable {
    private static final Path BUNDLES = Path.of("../../run-configs/target/export/hub");
    /** What every hub tells its framework. */
    private static final Path USUAL = Path.of("../../run-configs/hub/lib/framework.properties");

    private static final String ENDPOINT = "osgi.http.endpoint";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path configurations;
    private final Framework framework;
    private final BundleContext context;

    /**
     * Starts the hub.
     *
     * @param directory for what it keeps
     * @param properties of the framework besides those that every hub has
     */
    HubFramework(Path directory, Map<String, String> properties) throws IOException, BundleException {
        configurations = Files.createDirectories(directory.resolve("conf"));
        Properties usual = new Properties();
        try (Reader reader = Files.newBufferedReader(USUAL)) {
            usual.load(reader);
        }
        Map<String, String> all = new HashMap<>();
        usual.forEach((key, value) -> all.put((String) key, (String) value));
        all.putAll(Map.of(
                Constants.FRAMEWORK_STORAGE,
                directory.resolve("cache").toString(),
                "felix.service.urlhandlers",
                "false",
                "org.osgi.service.http.port",
                "0",
                "org.apache.felix.http.host",
                "127.0.0.1",
                "felix.fileinstall.dir",
                configurations.toString(),
                "felix.fileinstall.poll",
                "100",
                "gosh.args",
                "--nointeractive --noshutdown",
                "org.ops4j.pax.logging.DefaultServiceLog.level",
                "ERROR",
                "plumage.console.password.file",
                directory.resolve("password").toString()));
        all.putAll(properties);
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(all);
        framework.start();
        context = framework.getBundleContext();
        try (Stream<Path> jars = Files.list(BUNDLES)) {
            for (Path jar : jars.toList()) {
                context.installBundle(jar.toUri().toString());
            }
        }
        // the log first: without it each line of debugging would go to the console
        for (Bundle bundle : Arrays.stream(context.getBundles())
                .sorted(Comparator.comparing(b -> !b.getSymbolicName().contains("pax-logging")))
                .toList()) {
            bundle.start();
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    BundleContext context() {
        return context;
    }

    Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Wires these bundles and those that depend on them anew; without any, those that need it. */
    void refresh(Bundle... bundles) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        List<Bundle> chosen = bundles.length == 0 ? null : List.of(bundles);
        framework.adapt(FrameworkWiring.class).refreshBundles(chosen, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        assertThat(refreshed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** All services of a type, also of another class space: the framework sees the classes of this test. */
    List<ServiceReference<?>> references(String type) {
        return references(type, null);
    }

    private List<ServiceReference<?>> references(String type, String filter) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type, filter);
            return references == null ? List.of() : List.of(references);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Configures a sensor as people do: by a file of this name without {@code plumage.} and {@code .cfg}. */
    void configure(String name, String text) throws IOException {
        Files.writeString(configurations.resolve("plumage." + name + ".cfg"), text);
    }

    /** Reads /metrics, see {@link #samples}. */
    Map<String, Double> scrape() {
        try {
            String endpoint = ((String[])
                            references(null, "(" + ENDPOINT + "=http:*)").get(0).getProperty(ENDPOINT))
                    [0];
            return samples(URI.create(endpoint).resolve("/metrics"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads a page: by name and labels, as written there, the values. */
    static Map<String, Double> samples(URI page) throws IOException {
        Map<String, Double> samples = new HashMap<>();
        try {
            CLIENT.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        int space = line.lastIndexOf(' ');
                        String series = line.substring(0, space).replace(",}", "}"); // so ends simpleclient its labels
                        samples.put(series, Double.valueOf(line.substring(space + 1)));
                    });
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return samples;
    }
}
