package plumage.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import plumage.sensor.exposition.Content;
import plumage.sensor.exposition.Format;

/** A page that somebody asks for long after the one before: all sensors are looked at, and what has changed is merged into it. */
@State(Scope.Thread)
public class PageBenchmark {
    /** How many readings have changed since the page before. */
    public enum Changed {
        NONE,
        ONE,
        ALL
    }

    @Param({"100", "10000"})
    public int series;

    @Param
    public Changed changed = Changed.NONE;

    private final List<BenchSensor> sensors = new ArrayList<>();
    private long now;
    private int next;
    /** Each look at the clock is long after the one before, so that no page is young. */
    private final Registry registry =
            new Registry(new Inquiry(Duration.ofSeconds(1)), () -> now += Snapshot.YOUNG, "0.1.0");

    @Setup
    public void plugIn() {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < series / BenchSensor.SERIES; i++) {
            BenchSensor sensor = new BenchSensor(i);
            sensors.add(sensor);
            sources.add(new Own(sensor.name(), sensor));
        }
        registry.use(sources);
    }

    @Benchmark
    public Content merge() {
        switch (changed) {
            case NONE -> {}
            case ONE -> {
                next = (next + 1) % sensors.size();
                sensors.get(next).read();
            }
            case ALL -> sensors.forEach(BenchSensor::read);
        }
        return registry.page(Format.TEXT).plain();
    }
}
