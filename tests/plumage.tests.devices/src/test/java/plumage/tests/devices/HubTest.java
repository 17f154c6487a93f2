package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles of the hub in a real framework, on a machine without any bus. */
class HubTest {
    private static final Path BUNDLES = Path.of("../../run-configs/target/export/hub");
    private static final String CONTEXT = "com.pi4j.context.Context";
    private static final String BUSES = "plumage.bus.BusProvider";

    @TempDir
    private static Path directory;

    private static Framework framework;
    private static BundleContext context;

    @BeforeAll
    static void start() throws Exception {
        Path dev = Files.createDirectory(directory.resolve("dev"));
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("cache").toString(),
                        "felix.service.urlhandlers",
                        "false",
                        "org.osgi.service.http.port",
                        "0",
                        "org.apache.felix.http.host",
                        "127.0.0.1",
                        "felix.fileinstall.dir",
                        directory.resolve("conf").toString(),
                        "gosh.args",
                        "--nointeractive --noshutdown",
                        "org.ops4j.pax.logging.DefaultServiceLog.level",
                        "ERROR",
                        "plumage.console.password.file",
                        directory.resolve("password").toString(),
                        "plumage.dev",
                        dev.toString()));
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
        OnDeviceFiles.await(() -> !references(CONTEXT).isEmpty());
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }

    @Test
    void everythingStartsWithoutABus() {
        assertThat(context.getBundles()).allSatisfy(bundle -> assertThat(bundle.getState())
                .as(bundle.getSymbolicName())
                .isEqualTo(Bundle.ACTIVE));
    }

    @Test
    void publishesAPi4jContextWithItsOwnProvidersOnly() throws Exception {
        ServiceReference<?> published = references(CONTEXT).get(0);
        assertThat(published.getBundle().getSymbolicName()).isEqualTo("plumage.bus.pi4j");
        Object providers = call(context.getService(published), "providers");
        assertThat(((Map<?, ?>) call(providers, "all")).keySet().stream().map(Object::toString))
                .containsExactlyInAnyOrder("linuxfs-i2c", "linuxfs-spi", "gpiod-digital-input");
    }

    @Test
    void saysThatABusIsNotThere() {
        // the answer of the kernel: JNA has loaded its native library from its own bundle
        assertThatThrownBy(() -> open("i2c-1"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessage(directory.resolve("dev/i2c-1")
                        + " is not there: the bus is not enabled or its adapter is unplugged");
    }

    @Test
    void comesAndGoesWithItsBundleLeavingNothing() throws Exception {
        assertThatThrownBy(() -> open("i2c-1")).isInstanceOf(InvocationTargetException.class);
        Bundle pi4j = bundle("plumage.bus.pi4j");
        pi4j.stop();
        assertThat(references(CONTEXT)).isEmpty();
        assertThat(references(BUSES)).isEmpty();
        pi4j.start();
        OnDeviceFiles.await(() -> !references(CONTEXT).isEmpty());
        assertThatThrownBy(() -> open("i2c-1")).isInstanceOf(InvocationTargetException.class);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(pi4j.adapt(BundleWiring.class).getClassLoader());
        String location = pi4j.getLocation();
        pi4j.uninstall();
        refresh();
        OnDeviceFiles.await(() -> {
            System.gc();
            return loader.get() == null;
        });
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("Pi4J"));
        context.installBundle(location).start(); // for the other tests
        OnDeviceFiles.await(() -> !references(CONTEXT).isEmpty());
    }

    private static Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        assertThat(refreshed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** All, also of another class space: the framework sees the classes of this test. */
    private static List<ServiceReference<?>> references(String type) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
            return references == null ? List.of() : List.of(references);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks the bus provider of the framework; its classes are not those of this test. */
    private static Object open(String name) throws Exception {
        ServiceReference<?> reference = references(BUSES).stream()
                .filter(candidate -> candidate.getBundle().getSymbolicName().equals("plumage.bus.pi4j"))
                .findFirst()
                .orElseThrow();
        Object provider = context.getService(reference);
        try {
            Class<?> busName = provider.getClass().getClassLoader().loadClass("plumage.bus.BusName");
            Object parsed = busName.getMethod("parse", String.class).invoke(null, name);
            return provider.getClass().getMethod("open", busName).invoke(provider, parsed);
        } finally {
            context.ungetService(reference);
        }
    }

    private static Object call(Object target, String method) throws Exception {
        for (Class<?> type : target.getClass().getInterfaces()) {
            if (Arrays.stream(type.getMethods())
                    .anyMatch(m -> m.getName().equals(method) && m.getParameterCount() == 0)) {
                return type.getMethod(method).invoke(target);
            }
        }
        throw new NoSuchMethodException(method);
    }
}
