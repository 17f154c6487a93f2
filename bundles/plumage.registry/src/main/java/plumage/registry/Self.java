package plumage.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;

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

    private static final Family BUILD = Family.info("plumage_build", "The version of Plumage.");
    private static final Family SCRAPES = Family.counter("plumage_scrapes", "", "Pages given out.");
    private static final Family SCRAPE_SECONDS =
            Family.counter("plumage_scrape_seconds", "seconds", "Time spent on having pages ready.");
    private static final Family COLLECTORS = Family.gauge("plumage_collectors", "", "Collector services by state.");
    private static final Family ERRORS = Family.counter(
            "plumage_collector_errors",
            "",
            "How often metrics of a collector were absent: it threw, took too long, or gave what cannot be exported.");

    private static final List<State> STATES = List.of(State.values());
    private static final double NANOS = 1e9;

    private final String version;
    private final LongAdder scrapes = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private List<String> named = List.of();
    private Outline outline;

    Self(String version) {
        super("plumage.registry");
        this.version = version;
        this.outline = outline(version, named);
    }

    /** A page was given out; it took so long until it was ready to be sent. */
    void scraped(long duration) {
        scrapes.increment();
        nanos.add(duration);
    }

    Contribution contribution(List<Source> sources) {
        Map<String, Long> errors = errors(sources);
        if (!List.copyOf(errors.keySet()).equals(named)) {
            named = List.copyOf(errors.keySet());
            outline = outline(version, named);
        }
        double[] numbers = new double[outline.size()];
        int next = 0;
        numbers[next++] = 1;
        numbers[next++] = scrapes.doubleValue();
        numbers[next++] = nanos.doubleValue() / NANOS;
        for (Source source : sources) {
            numbers[next + STATES.indexOf(source.state())]++;
        }
        next += STATES.size();
        for (long count : errors.values()) {
            numbers[next++] = count;
        }
        return new Contribution(this, Reading.of(name(), outline, numbers), true, List.of());
    }

    private static Outline outline(String version, Collection<String> named) {
        List<Series> series = new ArrayList<>();
        series.add(BUILD.series("version", version));
        series.add(SCRAPES.series());
        series.add(SCRAPE_SECONDS.series());
        for (State state : STATES) {
            series.add(COLLECTORS.series("state", state.name().toLowerCase(Locale.ROOT)));
        }
        for (String name : named) {
            series.add(ERRORS.series("collector", name));
        }
        return new Outline(Map.of(), series);
    }

    /** Each foreign collector from the start, so that the first error is seen as an increase; our own only where there was one. */
    private static Map<String, Long> errors(List<Source> sources) {
        Map<String, Long> counts = new TreeMap<>();
        for (Source source : sources) {
            if (source instanceof Foreign || source.errors() > 0) {
                counts.merge(source.name(), source.errors(), Long::sum);
            }
        }
        return counts;
    }
}
