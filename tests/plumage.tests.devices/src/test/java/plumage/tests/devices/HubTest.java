package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** The bundles of the hub in a real framework, on a machine without any bus. */
class HubTest {
    private static final String CONTEXT = "com.pi4j.context.Context";
    private static final String BUSES = "plumage.bus.BusProvider";
    private static final String JNA_TMPDIR = "jna.tmpdir";

    @TempDir
    private static Path directory;

    private static HubFramework hub;

    @BeforeAll
    static void start() throws Exception {
        Path dev = Files.createDirectory(directory.resolve("dev"));
        Files.createFile(dev.resolve("ttyS7"));
        System.setProperty(JNA_TMPDIR, unpacked().toString());
        hub = new HubFramework(directory, Map.of("plumage.dev", dev.toString()));
        OnDeviceFiles.await(() -> !hub.references(CONTEXT).isEmpty());
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty(JNA_TMPDIR);
        hub.close();
    }

    @Test
    void everythingStartsWithoutABus() {
        assertThat(hub.context().getBundles()).allSatisfy(bundle -> assertThat(bundle.getState())
                .as(bundle.getSymbolicName())
                .isEqualTo(Bundle.ACTIVE));
    }

    @Test
    void publishesAPi4jContextWithItsOwnProvidersOnly() throws Exception {
        ServiceReference<?> published = hub.references(CONTEXT).get(0);
        assertThat(published.getBundle().getSymbolicName()).isEqualTo("plumage.bus.pi4j");
        Object providers = call(hub.context().getService(published), "providers");
        assertThat(((Map<?, ?>) call(providers, "all")).keySet().stream().map(Object::toString))
                .containsExactlyInAnyOrder("linuxfs-i2c", "linuxfs-spi", "gpiod-digital-input");
    }

    @Test
    void saysThatABusIsNotThere() {
        // the answer of the kernel: JNA, within the bundle, has loaded its native library
        assertThatThrownBy(() -> open("i2c-1"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessage(directory.resolve("dev/i2c-1")
                        + " is not there: the bus is not enabled or its adapter is unplugged");
    }

    @Test
    void saysThatAFileIsNoSerialPort() {
        // the answer of the kernel: jSerialComm has loaded its native library from its own bundle
        assertThatThrownBy(() -> open("/dev/ttyS7"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessage("cannot open " + directory.resolve("dev/ttyS7")
                        + ": not the kind of device that its name says (ENOTTY)");
    }

    @Test
    void comesAndGoesWithItsBundleLeavingNothing() throws Exception {
        useNativeCode();
        Bundle pi4j = hub.bundle("plumage.bus.pi4j");
        pi4j.stop();
        assertThat(hub.references(CONTEXT)).isEmpty();
        assertThat(hub.references(BUSES)).isEmpty();
        pi4j.start();
        OnDeviceFiles.await(() -> !hub.references(CONTEXT).isEmpty());
        useNativeCode();
        WeakReference<ClassLoader> loader = loader(pi4j);
        String location = pi4j.getLocation();
        pi4j.uninstall();
        hub.refresh();
        awaitGone(loader);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("Pi4J"));
        hub.context().installBundle(location).start(); // for the other tests
        OnDeviceFiles.await(() -> !hub.references(CONTEXT).isEmpty());
    }

    /** Java loads no library twice from one place for several class loaders; and JNA would start a thread, which keeps its first one. */
    @Test
    void isUpdatedWhileItRuns() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Set<String> libraries = new HashSet<>();
        useNativeCode();
        for (int round = 1; round <= 3; round++) {
            Bundle pi4j = hub.bundle("plumage.bus.pi4j");
            loaders.add(loader(pi4j));
            OnDeviceFiles.await(() -> threadsOf(pi4j).isEmpty());
            pi4j.update();
            hub.refresh(pi4j);
            OnDeviceFiles.await(() -> !hub.references(CONTEXT).isEmpty());
            useNativeCode();
            libraries.add(System.getProperty("jnidispatch.path"));
            assertThat(libraries).hasSize(round);
        }
        assertThat(libraries)
                .extracting(library -> Path.of(library).getParent())
                .containsOnly(unpacked());
        assertThat(unpacked()).isEmptyDirectory();
        loaders.forEach(HubTest::awaitGone);
    }

    /** Java loads no library twice from one place for several class loaders, and jSerialComm would keep its first one for ever. */
    @Test
    void jSerialCommComesAndGoesWithItsBundleToo() throws Exception {
        for (int round = 0; round < 3; round++) {
            useNativeCode();
            Bundle jSerialComm = hub.bundle("com.fazecast.jSerialComm");
            WeakReference<ClassLoader> loader = loader(jSerialComm);
            hub.refresh(jSerialComm);
            OnDeviceFiles.await(() -> !hub.references(CONTEXT).isEmpty());
            useNativeCode(); // before the first one is collected
            awaitGone(loader);
        }
    }

    private static Path unpacked() {
        return directory.resolve("jna");
    }

    private void useNativeCode() {
        saysThatABusIsNotThere();
        saysThatAFileIsNoSerialPort();
    }

    private static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static List<Thread> threadsOf(Bundle bundle) {
        ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getClassLoader() == loader)
                .toList();
    }

    private static void awaitGone(WeakReference<ClassLoader> loader) {
        OnDeviceFiles.await(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    /** Asks the bus provider of the framework; its classes are not those of this test. */
    private static Object open(String name) throws Exception {
        ServiceReference<?> reference = hub.references(BUSES).stream()
                .filter(candidate -> candidate.getBundle().getSymbolicName().equals("plumage.bus.pi4j"))
                .findFirst()
                .orElseThrow();
        Object provider = hub.context().getService(reference);
        try {
            Class<?> busName = provider.getClass().getClassLoader().loadClass("plumage.bus.BusName");
            Object parsed = busName.getMethod("parse", String.class).invoke(null, name);
            return provider.getClass().getMethod("open", busName).invoke(provider, parsed);
        } finally {
            hub.context().ungetService(reference);
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
