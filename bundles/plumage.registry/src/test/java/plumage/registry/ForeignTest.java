package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.collector;
import static plumage.registry.Metrics.family;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumage.sensor.exposition.Format;

/** What foreign collectors do wrong, and what is left of the page. */
@Timeout(60)
class ForeignTest {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final AtomicLong now = new AtomicLong();
    private Registry registry = new Registry(new Inquiry(Duration.ofSeconds(10)), now::get, "0.1.0");
    private final FakeSensor officeSensor = new FakeSensor("office").reads(21.5, NEVER);
    private final Own office = new Own("plumage.lm75~office", officeSensor);
    private final Foreign good = Foreign.of("good", collector(gauge("good", sample("good", 1))));

    private String page() {
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        return Metrics.text(registry.page(Format.TEXT));
    }

    private static String errors(String collector, int count) {
        return "plumage_collector_errors_total{collector=\"" + collector + "\",} " + count + ".0\n";
    }

    /** Gives families after the gate opened. */
    private static final class Blocking extends Collector {
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(1);
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public List<MetricFamilySamples> collect() {
            calls.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            } finally {
                done.countDown();
            }
            return List.of(gauge("slow", sample("slow", 1)));
        }
    }

    @Test
    void oneThatThrowsIsAbsent() {
        boolean[] broken = {true};
        Collector moody = new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                if (broken[0]) {
                    throw new StackOverflowError("really");
                }
                return List.of(gauge("moody", sample("moody", 1)));
            }
        };
        registry.use(List.of(office, Foreign.of("com.acme/Moody", moody), good));
        assertThat(page())
                .contains("\ngood 1.0\n")
                .contains("sensor_up{sensor=\"office\",} 1.0\n")
                .contains(errors("com.acme/Moody", 1))
                .contains(errors("good", 0))
                .contains("plumage_collectors{state=\"ok\",} 2.0\nplumage_collectors{state=\"failing\",} 1.0\n");
        assertThat(page()).contains(errors("com.acme/Moody", 2));
        broken[0] = false;
        assertThat(page())
                .contains("\nmoody 1.0\n")
                .contains(errors("com.acme/Moody", 2))
                .contains("plumage_collectors{state=\"failing\",} 0.0\n");
    }

    @Test
    void oneThatBlocksIsAbsentAndNotCalledAgainUntilItReturned() throws InterruptedException {
        registry = new Registry(new Inquiry(Duration.ofMillis(200)), now::get, "0.1.0");
        Blocking blocking = new Blocking();
        Foreign blocked = Foreign.of("com.acme/Blocking", blocking);
        registry.use(List.of(office, blocked, good));
        try {
            assertThat(page())
                    .contains("\ngood 1.0\n")
                    .contains("sensor_up{sensor=\"office\",} 1.0\n")
                    .doesNotContain("slow")
                    .contains(errors("com.acme/Blocking", 1))
                    .contains("plumage_collectors{state=\"failing\",} 1.0\n");
            assertThat(page()).contains("\ngood 1.0\n").contains(errors("com.acme/Blocking", 2));
            assertThat(blocking.calls).hasValue(1);
        } finally {
            blocking.gate.countDown();
        }
        assertThat(blocking.done.await(10, TimeUnit.SECONDS)).isTrue();
        while (blocked.isBusy()) {
            Thread.onSpinWait();
        }
        assertThat(page()).contains("\nslow 1.0\n").contains("plumage_collectors{state=\"failing\",} 0.0\n");
        assertThat(blocking.calls).hasValue(2);
    }

    @Test
    void manyThatBlockDoNotKeepTheOthersOutForEver() {
        registry = new Registry(new Inquiry(Duration.ofMillis(200)), now::get, "0.1.0");
        Blocking one = new Blocking();
        Blocking two = new Blocking();
        registry.use(List.of(Foreign.of("one", one), Foreign.of("two", two), good));
        try {
            page();
            assertThat(page())
                    .contains("\ngood 1.0\n")
                    .contains(errors("good", 0))
                    .contains(errors("one", 2))
                    .contains(errors("two", 2));
        } finally {
            one.gate.countDown();
            two.gate.countDown();
        }
    }

    @Test
    void threadsEndWithTheirInquiry() throws InterruptedException {
        Thread[] seen = new Thread[1];
        registry.use(List.of(Foreign.of("thread", new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                seen[0] = Thread.currentThread();
                return List.of();
            }
        })));
        page();
        assertThat(seen[0].isDaemon()).isTrue();
        assertThat(seen[0].getContextClassLoader()).isNull();
        seen[0].join(10_000);
        assertThat(seen[0].isAlive()).isFalse();
    }

    @Test
    void contradictionLosesToPlumagesOwn() {
        Foreign thief = Foreign.of(
                "thief",
                collector(
                        family(
                                "sensor_temperature_celsius",
                                "",
                                Collector.Type.COUNTER,
                                sample("sensor_temperature_celsius_total", 1)),
                        gauge("plumage_build_info", sample("plumage_build_info", 2)),
                        gauge("fine", sample("fine", 1))));
        registry.use(List.of(thief, office));
        assertThat(page())
                .contains(
                        "# TYPE sensor_temperature_celsius gauge\nsensor_temperature_celsius{sensor=\"office\",} 21.5\n")
                .doesNotContain("sensor_temperature_celsius_total")
                .contains("plumage_build_info{version=\"0.1.0\",} 1.0\n")
                .doesNotContain("plumage_build_info 2.0")
                .contains("\nfine 1.0\n")
                .contains(errors("thief", 1));
    }

    @Test
    void foreignSeriesMayJoinAFamilyOfOurs() {
        Foreign friend = Foreign.of(
                "friend",
                collector(gauge(
                        "sensor_temperature_celsius", sample("sensor_temperature_celsius", 4, "sensor", "fridge"))));
        registry.use(List.of(friend, office));
        assertThat(page()).contains("""
                        # HELP sensor_temperature_celsius Help for sensor_temperature_celsius.
                        # TYPE sensor_temperature_celsius gauge
                        sensor_temperature_celsius{sensor="office",} 21.5
                        sensor_temperature_celsius{sensor="fridge",} 4.0
                        """).contains(errors("friend", 0));
    }

    @Test
    void repeatedSeriesIsExportedOnceAndCountedOncePerAnswer() {
        registry.use(List.of(
                good,
                Foreign.of("copy", collector(gauge("good", sample("good", 2), sample("good", 3, "path", "x")))),
                office));
        assertThat(page())
                .contains("# TYPE good gauge\ngood 1.0\ngood{path=\"x\",} 3.0\n#")
                .contains(errors("good", 0))
                .contains(errors("copy", 1));
        officeSensor.reads(22, NEVER);
        now.addAndGet(Duration.ofMillis(300).toNanos());
        assertThat(Metrics.text(registry.page(Format.TEXT)))
                .contains("sensor=\"office\",} 22.0\n")
                .contains(errors("copy", 1));
        assertThat(page()).contains(errors("copy", 2));
    }

    @Test
    void collisionOfSampleNamesDropsTheLaterFamily() {
        registry.use(List.of(
                Foreign.of(
                        "first",
                        collector(family(
                                "jobs", "", Collector.Type.SUMMARY, sample("jobs_count", 1), sample("jobs_sum", 2)))),
                Foreign.of(
                        "second",
                        collector(gauge("jobs_count", sample("jobs_count", 5)), gauge("fine", sample("fine", 1))))));
        assertThat(page())
                .contains("# TYPE jobs summary\njobs_count 1.0\njobs_sum 2.0\n")
                .doesNotContain("jobs_count 5.0")
                .contains("\nfine 1.0\n")
                .contains(errors("first", 0))
                .contains(errors("second", 1));
    }

    @Test
    void registryIsExportedAndWhatItRepeatsIsNoError() {
        CollectorRegistry client = new CollectorRegistry();
        Counter requests = Counter.build("requests", "Requests.").register(client);
        Counter replies = Counter.build("replies", "Replies.").register(client);
        requests.inc(3);
        replies.inc(2);
        registry.use(List.of(Foreign.of("registry", client), Foreign.of("collector", requests)));
        assertThat(page())
                .contains("# HELP replies_total Replies.\n# TYPE replies_total counter\nreplies_total 2.0\n")
                .contains("# HELP requests_total Requests.\n# TYPE requests_total counter\nrequests_total 3.0\n")
                .doesNotContain("_created")
                .contains(errors("collector", 0))
                .contains(errors("registry", 0));
    }

    @Test
    void twoOfOneNameAreCountedTogether() {
        registry.use(List.of(
                Foreign.of("twin", collector(gauge("not a name", sample("not a name", 1)))),
                Foreign.of("twin", collector(gauge("nor-this", sample("nor-this", 1))))));
        assertThat(page()).containsOnlyOnce("plumage_collector_errors_total{").contains(errors("twin", 2));
    }
}
