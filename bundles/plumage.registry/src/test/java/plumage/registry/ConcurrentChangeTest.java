package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.tests.pages.Scrape;

/** While everything changes, each page is legal and each sensor's lines on it are of one and the same reading. */
@Timeout(120)
class ConcurrentChangeTest {
    private static final int SENSORS = 12;
    private static final int PAGES = 300;
    private static final int SOMETIMES = 7;

    /** Numbers that all follow from the first. */
    private static final class Counting extends PlumageCollector {
        private static final Family COUNT = Family.counter("sensor_reads", "", "Reads.");
        private static final Family HALF = Family.gauge("sensor_half", "", "Half of the reads.");
        private static final Family SOME = Family.gauge("sensor_some", "", "Sometimes.");
        private static final Family MANY = Family.gauge("sensor_many", "", "Of many lengths.");

        private final String name;
        private Outline outline;
        private double reads;
        private volatile Reading reading;

        Counting(int number) {
            name = "s" + number;
            outline = outline();
            read();
        }

        private Outline outline() {
            return new Outline(
                    Map.of("sensor", name),
                    List.of(
                            COUNT.series(),
                            HALF.series(),
                            SOME.series("which", "a").expiring(),
                            MANY.series("which", "b"),
                            MANY.series("which", "c")));
        }

        synchronized void read() {
            reads++;
            if (reads % 50 == 0) {
                outline = outline(); // another chip was plugged in
            }
            double sometimes = reads % SOMETIMES == 0 ? Double.NaN : reads;
            double[] numbers = {reads, reads / 2.0, sometimes, Math.sqrt(reads), 1e6 * reads * reads};
            reading = Reading.ofSensor(name, true, outline, numbers, Long.MAX_VALUE / 2);
        }

        @Override
        public Reading reading() {
            return reading;
        }

        static void assertOneReading(String name, Scrape page) {
            double reads = page.value("sensor_reads_total", "sensor", name);
            assertThat(page.value("sensor_half", "sensor", name)).isEqualTo(reads / 2);
            assertThat(page.find("sensor_some", "sensor", name))
                    .isEqualTo(reads % SOMETIMES == 0 ? OptionalDouble.empty() : OptionalDouble.of(reads));
            assertThat(page.value("sensor_many", "sensor", name, "which", "b")).isEqualTo(Math.sqrt(reads));
            assertThat(page.value("sensor_many", "sensor", name, "which", "c")).isEqualTo(1e6 * reads * reads);
        }
    }

    private final AtomicLong now = new AtomicLong();
    /** Each look at the clock is long after the one before, so that no page is young. */
    private final Registry registry =
            new Registry(new Inquiry(Duration.ofSeconds(10)), () -> now.addAndGet(Snapshot.YOUNG), "0.1.0");

    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Counting> sensors =
            IntStream.range(0, SENSORS).mapToObj(Counting::new).toList();

    @Test
    void everyPageIsConsistent() throws Exception {
        use(SENSORS);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                writers.add(threads.submit(() -> {
                    while (!done.get()) {
                        sensors.get(ThreadLocalRandom.current().nextInt(SENSORS))
                                .read();
                    }
                }));
            }
            writers.add(threads.submit(() -> {
                while (!done.get()) {
                    use(ThreadLocalRandom.current().nextInt(SENSORS + 1));
                }
            }));
            List<Future<?>> readers = new ArrayList<>();
            for (Format format : Format.values()) {
                for (boolean gzip : new boolean[] {true, false}) {
                    readers.add(threads.submit(() -> {
                        for (int page = 0; page < PAGES; page++) {
                            assertConsistent(read(registry.page(format), gzip));
                        }
                        return null;
                    }));
                }
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            done.set(true);
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private void use(int count) {
        List<Source> sources = new ArrayList<>();
        sensors.subList(0, count).forEach(sensor -> sources.add(new Own(sensor.name, sensor)));
        sources.add(
                Foreign.of("friend", Metrics.collector(gauge("sensor_half", sample("sensor_half", 1, "sensor", "x")))));
        registry.use(sources);
    }

    private static Scrape read(Page page, boolean gzip) throws Exception {
        byte[] bytes = Metrics.bytes(gzip ? page.gzipped() : page.plain());
        if (gzip) {
            bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return page.format() == Format.TEXT ? Scrape.parse(text) : Scrape.parseOpenMetrics(text);
    }

    private void assertConsistent(Scrape page) {
        int count = 0;
        for (Counting sensor : sensors) {
            if (!page.of(sensor.name).isEmpty()) {
                Counting.assertOneReading(sensor.name, page);
                count++;
            }
        }
        assertThat(page.value("plumage_collectors", "state", "ok")).isEqualTo(count + 1);
        assertThat(page.value("sensor_half", "sensor", "x")).isEqualTo(1);
    }
}
