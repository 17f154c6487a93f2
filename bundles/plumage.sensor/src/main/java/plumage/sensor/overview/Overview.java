package plumage.sensor.overview;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumage.sensor.Nearest;
import plumage.sensor.Trouble;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Selection;

/**
 * The hub at a glance. Immutable.
 *
 * @param version of Plumage, empty when nobody tells it
 * @param sensors in the order of their names
 * @param refused configurations that are refused, one for each key that is wrong
 * @param buses in the order of their names
 * @param collectors how many collector services there are, by state: {@code ok}, {@code failing}, {@code incompatible}
 * @param collectorErrors how often metrics of a collector were absent, by its name; those of others than Plumage from 0 on
 */
public record Overview(
        String version,
        List<SensorView> sensors,
        List<Trouble> refused,
        List<BusView> buses,
        Map<String, Long> collectors,
        Map<String, Long> collectorErrors) {
    private static final int MOST_NAMES = 20;

    public Overview {
        sensors = List.copyOf(sensors);
        refused = List.copyOf(refused);
        buses = List.copyOf(buses);
        collectors = Collections.unmodifiableMap(new LinkedHashMap<>(collectors));
        collectorErrors = Collections.unmodifiableMap(new LinkedHashMap<>(collectorErrors));
    }

    /** The hub of now. */
    public static Overview of(Exposition exposition) {
        return of(exposition.families(Selection.ALL), exposition.troubles());
    }

    /**
     * What merged families say.
     *
     * @param troubles more words about what does not work; those for which there is no metric are left out
     */
    public static Overview of(List<MetricFamilySamples> families, List<Trouble> troubles) {
        return new Overview(
                samples(families, "plumage_build")
                        .map(build -> label(build, "version"))
                        .findFirst()
                        .orElse(""),
                Sensors.in(families, troubles),
                refused(families, troubles),
                buses(families),
                counts(families, "plumage_collectors", "state"),
                counts(families, "plumage_collector_errors", "collector"));
    }

    /**
     * The sensor of this name.
     *
     * @throws IllegalArgumentException when there is none, with a message that names the nearest one and, of many some, those that there are
     */
    public SensorView sensor(String name) {
        return sensors.stream()
                .filter(sensor -> sensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private String unknown(String name) {
        String unknown = "no sensor is named '" + OneLine.of(name) + "'; ";
        if (sensors.isEmpty()) {
            return unknown + "there is none yet";
        }
        List<String> names = sensors.stream().map(SensorView::name).toList();
        int more = names.size() - MOST_NAMES;
        return unknown + "the nearest is " + OneLine.of(Nearest.to(name, names)) + " (there are: "
                + names.stream().limit(MOST_NAMES).map(OneLine::of).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more)" : ")");
    }

    private static List<Trouble> refused(List<MetricFamilySamples> families, List<Trouble> troubles) {
        Map<List<String>, Trouble> known = troubles.stream()
                .collect(Collectors.toMap(
                        trouble -> List.of(trouble.subject(), trouble.reason()),
                        Function.identity(),
                        (first, second) -> first));
        return samples(families, "plumage_configuration_error")
                .map(error -> List.of(label(error, "pid"), label(error, "key")))
                .map(error -> known.getOrDefault(
                        error, new Trouble(error.get(0), error.get(1), "the log says what is wrong")))
                .toList();
    }

    private static List<BusView> buses(List<MetricFamilySamples> families) {
        Map<String, Long> transfers = counts(families, "plumage_bus_transfers", "bus");
        Map<String, Long> skipped = counts(families, "plumage_bus_turns_skipped", "bus");
        Map<String, Double> busy = samples(families, "plumage_bus_busy_seconds")
                .collect(Collectors.toMap(sample -> label(sample, "bus"), sample -> sample.value, Double::sum));
        return transfers.keySet().stream()
                .map(bus -> new BusView(
                        bus,
                        transfers.getOrDefault(bus, 0L),
                        counts(
                                samples(families, "plumage_bus_errors")
                                        .filter(error -> label(error, "bus").equals(bus)),
                                "reason"),
                        busy.getOrDefault(bus, 0.0),
                        skipped.getOrDefault(bus, 0L)))
                .toList();
    }

    private static Map<String, Long> counts(List<MetricFamilySamples> families, String name, String label) {
        return counts(samples(families, name), label);
    }

    private static Map<String, Long> counts(Stream<Sample> samples, String label) {
        Map<String, Long> counts = new LinkedHashMap<>();
        samples.forEach(sample -> counts.merge(label(sample, label), (long) sample.value, Long::sum));
        return counts;
    }

    private static Stream<Sample> samples(List<MetricFamilySamples> families, String name) {
        return families.stream().filter(family -> family.name.equals(name)).flatMap(family -> family.samples.stream());
    }

    static String label(Sample sample, String name) {
        int at = sample.labelNames.indexOf(name);
        return at < 0 ? "" : sample.labelValues.get(at);
    }
}
