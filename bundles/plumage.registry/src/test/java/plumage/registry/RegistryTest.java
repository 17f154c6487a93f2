package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.collector;
import static plumage.registry.Metrics.family;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import io.prometheus.client.Collector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.Trouble;
import plumage.sensor.exposition.Content;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

class RegistryTest {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final Registry registry = new Registry(new Inquiry(Duration.ofSeconds(10)), now::get, "0.1.0");

    private final FakeSensor attic = new FakeSensor("attic").reads(30.25, NEVER);
    private final FakeSensor office = new FakeSensor("office").reads(21.5, NEVER);

    private void use(Source... sources) {
        registry.use(List.of(sources));
    }

    private void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private String text() {
        return Metrics.text(registry.page(Format.TEXT));
    }

    /** One loses its name to another while a page is made of both. */
    @Test
    void aNameThatPassesOnIsOnAPageOnce() {
        FakeSensor heir = new FakeSensor("attic");
        Own waiting = new Own("plumage.lm75~heir", heir);
        PlumageCollector between = new PlumageCollector() {
            @Override
            public Reading reading() {
                heir.reads(19.5, NEVER);
                return Reading.of("between", Outline.EMPTY);
            }
        };
        use(new Own("plumage.lm75~attic", attic), new Own("between", between), waiting);
        assertThat(text())
                .contains("sensor_temperature_celsius{sensor=\"attic\",} 19.5\n")
                .doesNotContain("30.25")
                .contains("plumage_collectors{state=\"failing\",} 0.0\n");
    }

    @Test
    void troublesOfAllInTheOrderOfTheirNames() {
        Trouble unplugged = new Trouble("office", "nack", "unplugged");
        Trouble torn = new Trouble("attic", "bus", "torn");
        use(new Own("plumage.lm75~office", office.fails(unplugged)), new Own("plumage.lm75~attic", attic.fails(torn)));
        assertThat(registry.troubles()).containsExactly(torn, unplugged);

        office.fails();
        pass(Duration.ofSeconds(1));
        assertThat(registry.troubles()).containsExactly(torn);
    }

    @Test
    void textPage() {
        use(
                new Own("plumage.lm75~office", office),
                new Own("plumage.lm75~attic", attic),
                Foreign.of(
                        "com.acme/Requests",
                        collector(gauge("acme_requests", sample("acme_requests", 3, "path", "a\\b\"c\nd")))));
        assertThat(text()).isEqualTo("""
                # HELP acme_requests Help for acme_requests.
                # TYPE acme_requests gauge
                acme_requests{path="a\\\\b\\"c\\nd",} 3.0
                # HELP plumage_build_info The version of Plumage.
                # TYPE plumage_build_info gauge
                plumage_build_info{version="0.1.0",} 1.0
                # HELP plumage_collector_errors_total How often metrics of a collector were absent: it threw, took too long, or gave what cannot be exported.
                # TYPE plumage_collector_errors_total counter
                plumage_collector_errors_total{collector="com.acme/Requests",} 0.0
                # HELP plumage_collectors Collector services by state.
                # TYPE plumage_collectors gauge
                plumage_collectors{state="ok",} 3.0
                plumage_collectors{state="failing",} 0.0
                plumage_collectors{state="incompatible",} 0.0
                # HELP plumage_scrape_seconds_total Time spent on having pages ready.
                # TYPE plumage_scrape_seconds_total counter
                plumage_scrape_seconds_total 0.0
                # HELP plumage_scrapes_total Pages given out.
                # TYPE plumage_scrapes_total counter
                plumage_scrapes_total 0.0
                # HELP sensor_info Help for sensor.
                # TYPE sensor_info gauge
                sensor_info{sensor="attic",chip="lm75",bus="i2c-1",address="0x48",} 1.0
                sensor_info{sensor="office",chip="lm75",bus="i2c-1",address="0x48",} 1.0
                # HELP sensor_reads_total Help for sensor_reads.
                # TYPE sensor_reads_total counter
                sensor_reads_total{sensor="attic",} 7.0
                sensor_reads_total{sensor="office",} 7.0
                # HELP sensor_temperature_celsius Help for sensor_temperature_celsius.
                # TYPE sensor_temperature_celsius gauge
                sensor_temperature_celsius{sensor="attic",} 30.25
                sensor_temperature_celsius{sensor="office",} 21.5
                # HELP sensor_up Help for sensor_up.
                # TYPE sensor_up gauge
                sensor_up{sensor="attic",} 1.0
                sensor_up{sensor="office",} 1.0
                """);
    }

    @Test
    void openMetricsPage() {
        use(
                new Own("plumage.lm75~office", office),
                Foreign.of(
                        "com.acme/Unknown",
                        collector(family("acme", "", Collector.Type.UNKNOWN, sample("acme", Double.NaN)))));
        assertThat(Metrics.text(registry.page(Format.OPENMETRICS))).isEqualTo("""
                # TYPE acme unknown
                # HELP acme Help for acme.
                acme NaN
                # TYPE plumage_build info
                # HELP plumage_build The version of Plumage.
                plumage_build_info{version="0.1.0"} 1.0
                # TYPE plumage_collector_errors counter
                # HELP plumage_collector_errors How often metrics of a collector were absent: it threw, took too long, or gave what cannot be exported.
                plumage_collector_errors_total{collector="com.acme/Unknown"} 0.0
                # TYPE plumage_collectors gauge
                # HELP plumage_collectors Collector services by state.
                plumage_collectors{state="ok"} 2.0
                plumage_collectors{state="failing"} 0.0
                plumage_collectors{state="incompatible"} 0.0
                # TYPE plumage_scrape_seconds counter
                # UNIT plumage_scrape_seconds seconds
                # HELP plumage_scrape_seconds Time spent on having pages ready.
                plumage_scrape_seconds_total 0.0
                # TYPE plumage_scrapes counter
                # HELP plumage_scrapes Pages given out.
                plumage_scrapes_total 0.0
                # TYPE sensor info
                # HELP sensor Help for sensor.
                sensor_info{sensor="office",chip="lm75",bus="i2c-1",address="0x48"} 1.0
                # TYPE sensor_reads counter
                # HELP sensor_reads Help for sensor_reads.
                sensor_reads_total{sensor="office"} 7.0
                # TYPE sensor_temperature_celsius gauge
                # UNIT sensor_temperature_celsius celsius
                # HELP sensor_temperature_celsius Help for sensor_temperature_celsius.
                sensor_temperature_celsius{sensor="office"} 21.5
                # TYPE sensor_up gauge
                # HELP sensor_up Help for sensor_up.
                sensor_up{sensor="office"} 1.0
                # EOF
                """);
    }

    @Test
    void gzippedPageIsTheSamePageCompressedOnce() throws IOException {
        use(new Own("plumage.lm75~office", office));
        Page page = registry.page(Format.TEXT);
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(Metrics.bytes(page.gzipped())))) {
            assertThat(plain.readAllBytes()).isEqualTo(Metrics.bytes(page.plain()));
        }
        assertThat(page.gzipped()).isSameAs(page.gzipped());
    }

    @Test
    void aPageWhoseForerunnerWasWantedCompressedIsCompressedBeforehandOnce() {
        use(new Own("plumage.lm75~office", office));
        RenderedPage first = (RenderedPage) registry.page(Format.TEXT);
        assertThat(first.isGzipped()).isFalse();
        first.gzipped();
        office.reads(22, NEVER);
        pass(Duration.ofMillis(200));
        RenderedPage second = (RenderedPage) registry.page(Format.TEXT);
        assertThat(second.isGzipped()).isTrue();
        office.reads(23, NEVER);
        pass(Duration.ofMillis(200));
        assertThat(((RenderedPage) registry.page(Format.TEXT)).isGzipped()).isFalse();
    }

    @Test
    void pageIsTheSameUntilAReadingChanges() {
        use(new Own("plumage.lm75~office", office));
        Content first = registry.page(Format.TEXT).plain();
        pass(Duration.ofHours(1));
        assertThat(registry.page(Format.TEXT).plain()).isSameAs(first);
        office.reads(22, NEVER);
        pass(Duration.ofMillis(200));
        assertThat(text()).contains("sensor_temperature_celsius{sensor=\"office\",} 22.0\n");
    }

    @Test
    void youngPageIsGivenOutWithoutALookAtTheSensors() {
        use(new Own("plumage.lm75~office", office));
        Content first = registry.page(Format.TEXT).plain();
        int looks = office.looks.get();
        office.reads(22, NEVER);
        pass(Duration.ofMillis(199));
        assertThat(registry.page(Format.TEXT).plain()).isSameAs(first);
        assertThat(office.looks).hasValue(looks);
        pass(Duration.ofMillis(1));
        assertThat(text()).contains("sensor_temperature_celsius{sensor=\"office\",} 22.0\n");
    }

    @Test
    void aLookThatFindsNothingNewIsGoodForTheSameTime() {
        use(new Own("plumage.lm75~office", office));
        Content first = registry.page(Format.TEXT).plain();
        pass(Duration.ofMillis(500));
        assertThat(registry.page(Format.TEXT).plain()).isSameAs(first);
        int looks = office.looks.get();
        office.reads(22, NEVER);
        pass(Duration.ofMillis(199));
        assertThat(registry.page(Format.TEXT).plain()).isSameAs(first);
        assertThat(office.looks).hasValue(looks);
        pass(Duration.ofMillis(1));
        assertThat(text()).contains("sensor_temperature_celsius{sensor=\"office\",} 22.0\n");
    }

    @Test
    void valuesExpireByTheClockAlone() {
        office.reads(21.5, now.get() + Duration.ofSeconds(30).toNanos());
        use(new Own("plumage.lm75~office", office));
        assertThat(text()).contains("sensor_temperature_celsius{");
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(text()).contains("sensor_temperature_celsius{");
        pass(Duration.ofMillis(200));
        assertThat(text()).doesNotContain("sensor_temperature_celsius").contains("sensor_up{sensor=\"office\",} 1.0\n");
    }

    @Test
    void sourcesComeAndGoAtOnce() {
        use(new Own("plumage.lm75~office", office));
        assertThat(text()).doesNotContain("attic");
        use(new Own("plumage.lm75~office", office), new Own("plumage.lm75~attic", attic));
        assertThat(text()).contains("attic");
        use(new Own("plumage.lm75~attic", attic));
        assertThat(text()).doesNotContain("office");
    }

    @Test
    void simultaneousScrapesShareOnePage() throws Exception {
        use(
                new Own("plumage.lm75~office", office),
                Foreign.of("com.acme/Requests", collector(gauge("acme", sample("acme", 1)))));
        int scrapes = 16;
        CyclicBarrier together = new CyclicBarrier(scrapes);
        ExecutorService threads = Executors.newFixedThreadPool(scrapes);
        try {
            for (int round = 0; round < 50; round++) {
                office.reads(round, NEVER);
                pass(Duration.ofSeconds(2));
                List<Future<Content>> pages = new ArrayList<>();
                for (int i = 0; i < scrapes; i++) {
                    pages.add(threads.submit(() -> {
                        together.await();
                        return registry.page(Format.TEXT).gzipped();
                    }));
                }
                Set<Content> different = Collections.newSetFromMap(new IdentityHashMap<>());
                for (Future<Content> page : pages) {
                    different.add(page.get());
                }
                assertThat(different).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoeverWouldWaitForAPageTakesTheOneBeforeWhileThatIsInTime() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        PlumageCollector other = new PlumageCollector() {
            private final Reading nothing = Reading.of("other", Outline.EMPTY);

            @Override
            public Reading reading() {
                if (slow.get()) {
                    asked.countDown();
                    await(answer);
                }
                return nothing;
            }
        };
        use(new Own("plumage.lm75~office", office), new Own("other", other));
        Content before = registry.page(Format.TEXT).plain();
        office.reads(22, NEVER);
        pass(Duration.ofMillis(200));
        slow.set(true);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Page> builder = threads.submit(() -> registry.page(Format.TEXT));
            await(asked);
            pass(Duration.ofMillis(39));
            assertThat(registry.page(Format.TEXT).plain()).isSameAs(before);
            pass(Duration.ofMillis(1));
            Future<Page> late = threads.submit(() -> registry.page(Format.TEXT));
            answer.countDown();
            assertThat(Metrics.text(builder.get(10, TimeUnit.SECONDS))).contains("{sensor=\"office\",} 22.0\n");
            assertThat(Metrics.text(late.get(10, TimeUnit.SECONDS))).contains("{sensor=\"office\",} 22.0\n");
        } finally {
            answer.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void scrapesAreCountedOnLaterPages() {
        use(new Own("plumage.lm75~office", office));
        text();
        text();
        registry.page(Format.TEXT, new Selection(Set.of("office"), Set.of(), Set.of()));
        registry.families(Selection.ALL);
        office.reads(22, NEVER);
        pass(Duration.ofSeconds(1));
        assertThat(text()).contains("plumage_scrapes_total 3.0\n");
    }

    @Test
    void readyWhenEverySensorWasTried() {
        FakeSensor fresh = new FakeSensor("fresh");
        use(new Own("plumage.lm75~office", office), new Own("plumage.lm75~fresh", fresh));
        assertThat(registry.isReady()).isFalse();
        fresh.reads(20, NEVER);
        assertThat(registry.isReady()).isTrue();
    }

    @Test
    void readyTenSecondsAfterTheStart() {
        use(new Own("plumage.lm75~fresh", new FakeSensor("fresh")));
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(registry.isReady()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(registry.isReady()).isTrue();
    }

    @Test
    void ownCollectorThatBreaksItsPromiseIsAbsentAndComesBack() {
        boolean[] broken = {true};
        PlumageCollector collector = new PlumageCollector() {
            @Override
            public Reading reading() {
                if (broken[0]) {
                    throw new NoClassDefFoundError("going away");
                }
                return office.reading();
            }
        };
        use(new Own("plumage.lm75~office", collector), new Own("plumage.lm75~attic", attic));
        assertThat(text())
                .contains("attic")
                .doesNotContain("sensor=\"office\"")
                .contains("plumage_collector_errors_total{collector=\"plumage.lm75~office\",} 1.0\n")
                .contains("plumage_collectors{state=\"failing\",} 1.0\n");
        broken[0] = false;
        pass(Duration.ofSeconds(1));
        assertThat(text()).contains("sensor=\"office\"").contains("plumage_collectors{state=\"failing\",} 0.0\n");
    }

    @Test
    void foreignCollectorsAreAskedAtMostOnceASecond() {
        List<Long> calls = new ArrayList<>();
        Collector counting = new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                calls.add(now.get());
                return List.of(gauge("acme", sample("acme", calls.size())));
            }
        };
        use(Foreign.of("com.acme/Counting", counting), new Own("plumage.lm75~office", office));
        assertThat(text()).contains("\nacme 1.0\n");
        office.reads(22, NEVER);
        pass(Duration.ofMillis(999));
        assertThat(text()).contains("\nacme 1.0\n").contains("office\",} 22.0");
        pass(Duration.ofMillis(1));
        assertThat(text()).contains("\nacme 1.0\n");
        pass(Duration.ofMillis(200));
        assertThat(text()).contains("\nacme 2.0\n");
        assertThat(calls).hasSize(2);
    }

    @Test
    void incompatibleServicesAreCounted() {
        use(new Incompatible("com.acme/service 42"), new Own("plumage.lm75~office", office));
        assertThat(text())
                .contains("plumage_collectors{state=\"ok\",} 1.0\n")
                .contains("plumage_collectors{state=\"incompatible\",} 1.0\n")
                .doesNotContain("plumage_collector_errors_total{");
    }

    @Test
    void jvmMetricsAreLegal() {
        use(Jvm.source());
        assertThat(text())
                .contains("\nprocess_start_time_seconds ")
                .contains("\njvm_info{")
                .contains("\njvm_threads_current ")
                .contains("plumage_collector_errors_total{collector=\"jvm\",} 0.0\n");
    }
}
