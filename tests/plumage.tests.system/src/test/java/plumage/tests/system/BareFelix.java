package plumage.tests.system;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import plumage.tests.programs.Eventually;

/**
 * Somebody else's Felix, in this process: the framework with Declarative Services, Config Admin, HTTP and what these need themselves, and nothing of ours. Its
 * bundles see nothing of this test's class path.
 */
final class BareFelix implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path REPOSITORY = Path.of("../../run-configs/target/repository");
    private static final Jars DEMO = Jars.in(Path.of("../../run-configs/target/export/demo"));

    private static final String HTTP = "org.osgi.service.http.runtime.HttpServiceRuntime";

    /** HTTP brings most of them: it logs through SLF4J, here by Pax Logging, and takes uploads. */
    private static final String[] PLATFORM = {
        "pax-logging-api",
        "org.osgi.util.function",
        "org.osgi.util.promise",
        "org.osgi.service.component",
        "org.apache.felix.configadmin",
        "org.apache.felix.scr",
        "commons-io",
        "commons-fileupload",
        "org.apache.felix.http.servlet-api",
        "org.apache.felix.http.jetty"
    };

    private final Framework framework;

    private BareFelix(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts one.
     *
     * @param cache for its bundle cache; empty
     * @param properties of the framework, beside those that say on which port it listens
     * @param more artifacts of the demo that are installed too
     */
    static BareFelix start(Path cache, Map<String, String> properties, String... more)
            throws BundleException, InterruptedException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        all.put("org.osgi.service.http.port", "0");
        all.put("org.apache.felix.http.host", "127.0.0.1");
        all.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
        Framework framework = new FrameworkFactory().newFramework(all);
        framework.start();
        BareFelix felix = new BareFelix(framework);
        List<Bundle> platform = new ArrayList<>();
        for (String[] artifacts : List.of(PLATFORM, more)) {
            for (Path jar : DEMO.named(artifacts)) {
                platform.add(felix.install(jar));
            }
        }
        for (Bundle bundle : platform) {
            bundle.start();
        }
        Eventually.get(PATIENCE, () -> felix.context().getServiceReference(HTTP), Objects::nonNull);
        return felix;
    }

    /** What the archive for such a framework has: our bundles, and those they need but for the one that is here already. */
    static List<Path> ours() {
        return Stream.of(Jars.in(REPOSITORY.resolve("bundles")), Jars.in(REPOSITORY.resolve("needed")))
                .flatMap(jars -> jars.all().stream())
                .filter(jar -> !jar.getFileName().toString().startsWith("pax-logging-api-"))
                .toList();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle install(Path jar) throws BundleException {
        return context().installBundle(jar.toUri().toString());
    }

    /** Forgets the wirings of uninstalled bundles, as an administrator does after an update. */
    void refresh() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> done.countDown());
        if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the framework does not finish its refresh");
        }
    }

    /** All services whose bundle is one of Plumage or whose type is. */
    List<String> servicesOfOurs() {
        try {
            ServiceReference<?>[] all = context().getAllServiceReferences(null, null);
            return Arrays.stream(all)
                    .filter(service -> service.getBundle().getSymbolicName().startsWith("plumage.")
                            || Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS))
                                    .anyMatch(type -> type.startsWith("plumage.") || type.startsWith("io.prometheus.")))
                    .map(Object::toString)
                    .toList();
        } catch (InvalidSyntaxException impossible) { // there is no filter
            throw new IllegalStateException(impossible);
        }
    }

    /** Configures a singleton. */
    void configure(String pid, Map<String, Object> values) throws ReflectiveOperationException {
        update("getConfiguration", pid, values);
    }

    /** Configures one more of a factory's. */
    void configureFactory(String factoryPid, Map<String, Object> values) throws ReflectiveOperationException {
        update("createFactoryConfiguration", factoryPid, values);
    }

    /** The types of Config Admin are those of its bundle, not of this class path. The configuration is for every bundle, wherever it was installed from. */
    private void update(String method, String pid, Map<String, Object> values) throws ReflectiveOperationException {
        ServiceReference<?> reference = context().getServiceReference("org.osgi.service.cm.ConfigurationAdmin");
        Object admin = context().getService(Objects.requireNonNull(reference));
        ClassLoader loader = admin.getClass().getClassLoader();
        Object configuration = loader.loadClass("org.osgi.service.cm.ConfigurationAdmin")
                .getMethod(method, String.class, String.class)
                .invoke(admin, pid, "?");
        loader.loadClass("org.osgi.service.cm.Configuration")
                .getMethod("update", Dictionary.class)
                .invoke(configuration, FrameworkUtil.asDictionary(values));
        context().ungetService(reference);
    }

    /** Asks by HTTP on a connection of its own, so that none stays open. */
    Answer get(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port() + path).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout((int) Duration.ofSeconds(5).toMillis());
        connection.setReadTimeout((int) Duration.ofSeconds(10).toMillis());
        int status = connection.getResponseCode();
        try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }

    private int port() {
        ServiceReference<?> http = context().getServiceReference(HTTP);
        Object endpoints = Objects.requireNonNull(http, "HTTP is not there").getProperty("osgi.http.endpoint");
        return URI.create(((String[]) endpoints)[0]).getPort();
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(PATIENCE.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What HTTP answered.
     *
     * @param status of HTTP
     * @param body as text
     */
    record Answer(int status, String body) {}
}
