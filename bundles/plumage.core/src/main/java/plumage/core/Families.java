package plumage.core;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects samples into families; all samples get the same leading labels. */
final class Families {
    private record Head(String unit, Collector.Type type, String help) {}

    private final List<String> labelNames;
    private final List<String> labelValues;
    private final Map<String, Head> heads = new LinkedHashMap<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    Families(Map<String, String> labels) {
        labelNames = List.copyOf(labels.keySet());
        labelValues = List.copyOf(labels.values());
    }

    /** A value that goes up and down; names and values of further labels alternate. */
    Families gauge(String family, String unit, String help, double value, String... labels) {
        return add(family, new Head(unit, Collector.Type.GAUGE, help), family, value, labels);
    }

    /** A value that only grows; {@code family} without {@code _total}. */
    Families counter(String family, String unit, String help, double value, String... labels) {
        return add(family, new Head(unit, Collector.Type.COUNTER, help), family + "_total", value, labels);
    }

    /** The same for a whole number. */
    Families counter(String family, String unit, String help, long value, String... labels) {
        return counter(family, unit, help, (double) value, labels);
    }

    /** A sum and a count. */
    Families summary(String family, String unit, String help, double sum, long count) {
        Head head = new Head(unit, Collector.Type.SUMMARY, help);
        return add(family, head, family + "_count", (double) count).add(family, head, family + "_sum", sum);
    }

    /** Constant facts; {@code family} without {@code _info}. */
    Families info(String family, String help, String... labels) {
        return add(family, new Head("", Collector.Type.INFO, help), family + "_info", 1, labels);
    }

    private Families add(String family, Head head, String sample, double value, String... labels) {
        List<String> names = new ArrayList<>(labelNames);
        List<String> values = new ArrayList<>(labelValues);
        for (int i = 0; i < labels.length; i += 2) {
            names.add(labels[i]);
            values.add(labels[i + 1]);
        }
        heads.putIfAbsent(family, head);
        samples.computeIfAbsent(family, f -> new ArrayList<>()).add(new Sample(sample, names, values, value));
        return this;
    }

    List<MetricFamilySamples> build() {
        List<MetricFamilySamples> families = new ArrayList<>();
        heads.forEach((name, head) -> families.add(new MetricFamilySamples(
                name, head.unit(), head.type(), head.help(), List.copyOf(samples.getOrDefault(name, List.of())))));
        return List.copyOf(families);
    }
}
