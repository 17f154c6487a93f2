package plumage.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The registry about itself, as of the scrapes before:
 *
 * <pre>
 * plumage_build_info{version="0.1.0"} 1.0
 * plumage_collectors{state="ok"} 3.0
 * plumage_collector_errors_total{collector="com.acme.Requests"} 0.0
 * plumage_scrapes_total 17.0
 * plumage_scrape_seconds_total 0.0042
 * </pre>
 */
final class Self extends Source {
    /** Families with this prefix are Plumage's own, and about itself. */
    static final String PREFIX = "plumage_";

    private static final double NANOS = 1e9;

    private final String version;
    private final LongAdder scrapes = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    Self(String version) {
        super("plumage.registry");
        this.version = version;
    }

    /** A page was given out; it took so long until it was ready to be sent. */
    void scraped(long duration) {
        scrapes.increment();
        nanos.add(duration);
    }

    Contribution contribution(List<Source> sources) {
        List<MetricFamilySamples> families = List.of(
                family(
                        "plumage_build",
                        "",
                        Collector.Type.INFO,
                        "The version of Plumage.",
                        sample("plumage_build_info", "version", version, 1)),
                family("plumage_collectors", "", Collector.Type.GAUGE, "Collector services by state.", states(sources)),
                family(
                        "plumage_collector_errors",
                        "",
                        Collector.Type.COUNTER,
                        "How often metrics of a collector were absent: it threw, took too long, or gave what cannot be exported.",
                        errors(sources)),
                family(
                        "plumage_scrapes",
                        "",
                        Collector.Type.COUNTER,
                        "Pages given out.",
                        sample("plumage_scrapes_total", scrapes.doubleValue())),
                family(
                        "plumage_scrape_seconds",
                        "seconds",
                        Collector.Type.COUNTER,
                        "Time spent on having pages ready.",
                        sample("plumage_scrape_seconds_total", nanos.doubleValue() / NANOS)));
        return new Contribution(this, name(), false, families, List.of(), families);
    }

    private static Sample[] states(List<Source> sources) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0);
        }
        sources.forEach(source -> counts.merge(source.state(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> sample(
                        "plumage_collectors",
                        "state",
                        count.getKey().name().toLowerCase(Locale.ROOT),
                        count.getValue()))
                .toArray(Sample[]::new);
    }

    /** Each foreign collector from the start, so that the first error is seen as an increase; our own only where there was one. */
    private static Sample[] errors(List<Source> sources) {
        Map<String, Long> counts = new TreeMap<>();
        for (Source source : sources) {
            if (source instanceof Foreign || source.errors() > 0) {
                counts.merge(source.name(), source.errors(), Long::sum);
            }
        }
        List<Sample> samples = new ArrayList<>();
        counts.forEach((name, count) ->
                samples.add(sample("plumage_collector_errors_total", "collector", name, (double) count)));
        return samples.toArray(Sample[]::new);
    }

    private static MetricFamilySamples family(
            String name, String unit, Collector.Type type, String help, Sample... samples) {
        return new MetricFamilySamples(name, unit, type, help, List.of(samples));
    }

    private static Sample sample(String name, double value) {
        return new Sample(name, List.of(), List.of(), value);
    }

    private static Sample sample(String name, String label, String labelValue, double value) {
        return new Sample(name, List.of(label), List.of(labelValue), value);
    }
}
