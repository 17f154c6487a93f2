package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.junit5.context.BundleContextExtension;
import plumage.tests.framework.alien.AlienActivator;
import plumage.tests.pages.Scrape;

/** Other people's collectors are exported, and when they misbehave nobody else suffers. What a test registers or installs is gone after it. */
@ExtendWith(BundleContextExtension.class)
class ForeignCollectorTest {
    private static final String NAME = "com.acme.Collector";
    private static final String ERRORS = "plumage_collector_errors_total";

    @RegisterExtension
    final Hub hub = new Hub();

    @InjectBundleContext
    BundleContext context;

    private Bystander bystander;

    @BeforeEach
    void aSensorThatNobodyTouches() {
        bystander = Bystander.in(hub);
    }

    @Test
    void aGoodOneIsExportedAsLongAsItIsThere() {
        Gauge gauge = Gauge.build("acme_level", "Level.").labelNames("tank").create();
        gauge.labels("north").set(0.75);

        ServiceRegistration<?> registration = register(NAME, gauge);
        Scrape page = hub.await("its value", later -> later.has("acme_level"));
        assertThat(page.value("acme_level", "tank", "north")).isEqualTo(0.75);
        assertThat(page.value(ERRORS, "collector", NAME)).isZero();

        gauge.labels("north").set(0.5);
        hub.await("its next value", later -> later.says(0.5, "acme_level", "tank", "north"));

        registration.unregister();
        page = hub.scrape();
        assertThat(page.has("acme_level")).isFalse();
        assertThat(page.has(ERRORS, "collector", NAME)).isFalse();
        bystander.assertUndisturbed();
    }

    @Test
    void oneThatThrowsIsNamedAndComesBack() {
        AtomicInteger broken = new AtomicInteger(1);
        register(NAME, collector(() -> {
            if (broken.get() == 1) {
                throw new IllegalStateException("no tank");
            }
            if (broken.get() == 2) {
                throw new NoClassDefFoundError("com/acme/Tank");
            }
            return List.of(gauge("acme_level", 1));
        }));

        Scrape page = hub.await(
                "it is named", later -> later.find(ERRORS, "collector", NAME).orElse(0) > 0);
        assertThat(page.has("acme_level")).isFalse();
        hub.awaitLogged(NAME, "no tank");

        double errors = page.value(ERRORS, "collector", NAME);
        broken.set(2);
        hub.await("an Error is counted too", later -> later.value(ERRORS, "collector", NAME) >= errors + 2);
        bystander.assertUndisturbed();

        broken.set(0);
        hub.await("it is back", later -> later.says(1, "acme_level"));
        bystander.assertUndisturbed();
    }

    @Test
    void oneThatBlocksIsLeftAloneUntilItReturns() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Gauge good = Gauge.build("acme_good", "Level.").create();
        register("com.acme.Good", good);
        register(NAME, collector(() -> {
            calls.incrementAndGet();
            awaitUninterruptibly(release);
            return List.of(gauge("acme_level", 1));
        }));
        try {
            Scrape page = hub.await(
                    "it is named, again and again",
                    later -> later.find(ERRORS, "collector", NAME).orElse(0) >= 2);
            assertThat(page.has("acme_level")).isFalse();
            assertThat(page.has("acme_good")).isTrue();
            assertThat(calls).as("nobody else goes into it").hasValue(1);
            bystander.assertUndisturbed();
        } finally {
            release.countDown();
        }
        hub.await("it is back", later -> later.says(1, "acme_level"));
        bystander.assertUndisturbed();
    }

    @Test
    void oneThatContradictsLosesToTheOneThatWasThere() {
        register("com.acme.First", collector(() -> List.of(gauge("acme_level", 1))));
        register(
                NAME,
                collector(() -> List.of(
                        family("acme_level", Collector.Type.COUNTER, new Sample("acme_level_total", NONE, NONE, 2)),
                        gauge("acme_other", 3))));

        Scrape page = hub.await(
                "it is named", later -> later.find(ERRORS, "collector", NAME).orElse(0) > 0);
        assertThat(page.value("acme_level")).isEqualTo(1);
        assertThat(page.has("acme_level_total")).isFalse();
        assertThat(page.value("acme_other")).as("the rest of it is exported").isEqualTo(3);
        assertThat(page.value(ERRORS, "collector", "com.acme.First")).isZero();
        hub.awaitLogged(NAME, "acme_level");
        bystander.assertUndisturbed();
    }

    @Test
    void oneThatRepeatsAnothersSeriesLoses() {
        register("com.acme.First", collector(() -> List.of(gauge("acme_level", 1))));
        register(NAME, collector(() -> List.of(gauge("acme_level", 2))));

        Scrape page = hub.await(
                "it is named", later -> later.find(ERRORS, "collector", NAME).orElse(0) > 0);
        assertThat(page.value("acme_level")).isEqualTo(1);
        assertThat(page.value(ERRORS, "collector", "com.acme.First")).isZero();
        bystander.assertUndisturbed();
    }

    @Test
    void oneThatRepeatsASeriesHasItOnce() {
        register(
                NAME,
                collector(() -> List.of(family(
                        "acme_level",
                        Collector.Type.GAUGE,
                        new Sample("acme_level", List.of("a", "b"), List.of("1", "2"), 1),
                        new Sample("acme_level", List.of("b", "a"), List.of("2", "1"), 2)))));

        Scrape page = hub.await(
                "it is named", later -> later.find(ERRORS, "collector", NAME).orElse(0) > 0);
        assertThat(page.value("acme_level", "a", "1", "b", "2")).isEqualTo(1);
        bystander.assertUndisturbed();
    }

    @Test
    void namesOfOursAreNotForOthers() {
        ServiceRegistration<?> registration = register(
                NAME,
                collector(() -> List.of(
                        gauge("plumage_acme", 1),
                        family(
                                "sensor_temperature_celsius",
                                Collector.Type.GAUGE,
                                new Sample(
                                        "sensor_temperature_celsius",
                                        List.of("sensor"),
                                        List.of(Bystander.NAME),
                                        -300)))));

        Scrape page = hub.await(
                "it is named", later -> later.find(ERRORS, "collector", NAME).orElse(0) > 0);
        assertThat(page.has("plumage_acme")).isFalse();
        assertThat(page.value("sensor_temperature_celsius", "sensor", Bystander.NAME))
                .isGreaterThan(-40);
        bystander.assertUndisturbed();
        registration.unregister(); // or its series would take the place of the bystander's
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme level", "acme\nlevel", "1acme", ""})
    void anIllegalNameIsLeftOut(String illegal) {
        register(NAME, collector(() -> List.of(gauge(illegal, 1), gauge("acme_good", 1))));

        Scrape page = hub.await(
                "it is named", later -> later.find(ERRORS, "collector", NAME).orElse(0) > 0);
        assertThat(page.value("acme_good")).isEqualTo(1);
        bystander.assertUndisturbed();
    }

    @Test
    void oneThatGivesNothingUsableIsNamed() {
        register("com.acme.Null", collector(() -> null));
        register("com.acme.Nulls", collector(() -> java.util.Collections.singletonList(null)));

        hub.await(
                "both are named",
                page -> page.find(ERRORS, "collector", "com.acme.Null").orElse(0) > 0
                        && page.find(ERRORS, "collector", "com.acme.Nulls").orElse(0) > 0);
        bystander.assertUndisturbed();
    }

    @Test
    void whatIsReachableTwiceIsExportedOnce() {
        CollectorRegistry registry = new CollectorRegistry();
        Counter counter =
                Counter.build("acme_requests", "Requests.").labelNames("code").register(registry);
        counter.labels("200").inc(7);
        register("com.acme.Registry", CollectorRegistry.class, registry);
        Scrape page = hub.await("its value", later -> later.has("acme_requests_total"));
        assertThat(page.value("acme_requests_total", "code", "200")).isEqualTo(7);

        register(NAME, counter);
        register("com.acme.Again", counter);

        page = hub.await("it is known", later -> later.has(ERRORS, "collector", NAME));
        assertThat(page.value("acme_requests_total", "code", "200")).isEqualTo(7);
        assertThat(page.value(ERRORS, "collector", NAME)).isZero();
        assertThat(page.value(ERRORS, "collector", "com.acme.Registry")).isZero();
        bystander.assertUndisturbed();
    }

    @Test
    void oneOfAnotherClassSpaceIsCounted() throws Exception {
        double before = hub.scrape().value("plumage_collectors", "state", "incompatible");
        Map<String, byte[]> content = Jars.content(hub.bundle("io.prometheus.simpleclient"), "/io/prometheus");
        content.putAll(Jars.content(
                context.getBundle(), "/" + AlienActivator.class.getPackageName().replace('.', '/')));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.acme.alien");
        manifest.getMainAttributes().putValue("Import-Package", "org.osgi.framework");
        manifest.getMainAttributes().putValue("Bundle-Activator", AlienActivator.class.getName());

        Bundle alien = context.installBundle("memory:alien", new ByteArrayInputStream(Jars.jar(manifest, content)));
        alien.start();

        Scrape page = hub.await(
                "it is counted", later -> later.says(before + 1, "plumage_collectors", "state", "incompatible"));
        assertThat(page.has("alien")).isFalse();
        hub.awaitLogged("com.acme.alien", "another bundle");
        bystander.assertUndisturbed();

        alien.uninstall();
        assertThat(hub.scrape().value("plumage_collectors", "state", "incompatible"))
                .isEqualTo(before);
    }

    private static final List<String> NONE = List.of();

    private ServiceRegistration<?> register(String pid, Collector collector) {
        return register(pid, Collector.class, collector);
    }

    private <T> ServiceRegistration<?> register(String pid, Class<T> type, T service) {
        return context.registerService(type, service, FrameworkUtil.asDictionary(Map.of("service.pid", pid)));
    }

    private static Collector collector(Supplier<List<Collector.MetricFamilySamples>> families) {
        return new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return families.get();
            }
        };
    }

    private static Collector.MetricFamilySamples gauge(String name, double value) {
        return family(name, Collector.Type.GAUGE, new Sample(name, NONE, NONE, value));
    }

    private static Collector.MetricFamilySamples family(String name, Collector.Type type, Sample... samples) {
        return new Collector.MetricFamilySamples(name, type, "Help.", List.of(samples));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException stubborn) {
                // that is what blocking code is like
            }
        }
    }
}
