package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.collector;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** In a framework whose system bundle is everybody: services and rankings are real, bundles are not needed. */
class CollectorServicesTest {
    @TempDir
    private Path storage;

    private Framework framework;
    private BundleContext context;
    private CollectorServices services;
    private volatile List<Source> sources = List.of();

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", storage.toString()));
        framework.start();
        context = framework.getBundleContext();
        services = new CollectorServices(context, List.of(Foreign.of("built-in", collector())), list -> sources = list);
    }

    @AfterEach
    void stop() throws Exception {
        services.close();
        framework.stop();
        framework.waitForStop(10_000);
    }

    private ServiceRegistration<?> register(Class<?> type, Object service, Map<String, Object> properties) {
        return context.registerService(type.getName(), service, FrameworkUtil.asDictionary(properties));
    }

    private List<String> names() {
        return sources.stream().map(Source::name).toList();
    }

    @Test
    void precedenceIsByRankingThenById() {
        register(Collector.class, collector(), Map.of("service.pid", "first"));
        services.open();
        register(Collector.class, collector(), Map.of("service.pid", "second"));
        ServiceRegistration<?> third =
                register(Collector.class, collector(), Map.of("service.pid", "third", "service.ranking", 5));
        assertThat(names()).containsExactly("third", "first", "second", "built-in");
        third.setProperties(FrameworkUtil.asDictionary(Map.of("service.pid", "third", "service.ranking", -5)));
        assertThat(names()).containsExactly("first", "second", "third", "built-in");
        third.unregister();
        assertThat(names()).containsExactly("first", "second", "built-in");
    }

    @Test
    void eachKindIsKnown() {
        services.open();
        register(Collector.class, new FakeSensor("office"), Map.of("service.pid", "own"));
        register(Collector.class, collector(), Map.of("service.pid", new String[] {"foreign", "more"}));
        register(CollectorRegistry.class, new CollectorRegistry(), Map.of("service.pid", List.of("registry")));
        assertThat(sources).hasSize(4);
        assertThat(sources.get(0)).isInstanceOf(Own.class);
        assertThat(sources.get(1)).isInstanceOfSatisfying(Foreign.class, foreign -> assertThat(foreign.isRegistry())
                .isFalse());
        assertThat(sources.get(2)).isInstanceOfSatisfying(Foreign.class, foreign -> assertThat(foreign.isRegistry())
                .isTrue());
        assertThat(names()).containsExactly("own", "foreign", "registry", "built-in");
    }

    @Test
    void withoutAPidTheNameIsBundleAndClass() {
        services.open();
        register(Collector.class, new FakeSensor("office"), Map.of());
        assertThat(names()).containsExactly("org.apache.felix.framework/plumage.registry.FakeSensor", "built-in");
    }

    @Test
    void anObjectThatWasRegisteredTwiceIsThereOnce() {
        services.open();
        Collector twice = collector();
        ServiceRegistration<?> first = register(Collector.class, twice, Map.of("service.pid", "first"));
        register(Collector.class, twice, Map.of("service.pid", "second"));
        assertThat(names()).containsExactly("first", "built-in");
        first.unregister();
        assertThat(names()).containsExactly("second", "built-in");
    }

    @Test
    void anotherClassSpaceIsIncompatible() throws Exception {
        services.open();
        URL client = Collector.class.getProtectionDomain().getCodeSource().getLocation();
        URL tracers = io.prometheus.client.exemplars.tracer.common.SpanContextSupplier.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        try (URLClassLoader elsewhere =
                new URLClassLoader(new URL[] {client, tracers}, ClassLoader.getPlatformClassLoader())) {
            Object theirs = elsewhere
                    .loadClass(CollectorRegistry.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat(theirs).isNotInstanceOf(CollectorRegistry.class);
            ServiceRegistration<?> registration =
                    register(CollectorRegistry.class, theirs, Map.of("service.pid", "theirs"));
            assertThat(sources.get(0)).isInstanceOf(Incompatible.class);
            assertThat(names()).containsExactly("theirs", "built-in");
            registration.unregister();
            assertThat(names()).containsExactly("built-in");
        }
    }

    /** But whoever scrapes meanwhile gets the last page, not an empty one. */
    @Test
    void closingLetsGoOfAllServices() {
        services.open();
        ServiceRegistration<?> registration =
                register(Collector.class, collector(), Map.of("service.pid", "collector"));
        assertThat(registration.getReference().getUsingBundles()).containsExactly(framework);
        services.close();
        assertThat(registration.getReference().getUsingBundles()).isNull();
        assertThat(names()).containsExactly("collector", "built-in");
    }
}
