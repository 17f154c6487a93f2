package plumage.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;

/** Families for tests, in few words. */
final class Metrics {
    private Metrics() {}

    static MetricFamilySamples gauge(String name, Sample... samples) {
        return family(name, "", Collector.Type.GAUGE, samples);
    }

    static MetricFamilySamples family(String name, String unit, Collector.Type type, Sample... samples) {
        return new MetricFamilySamples(name, unit, type, "Help for " + name + ".", List.of(samples));
    }

    /** A sample; names and values of labels alternate. */
    static Sample sample(String name, double value, String... labels) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < labels.length; i += 2) {
            names.add(labels[i]);
            values.add(labels[i + 1]);
        }
        return new Sample(name, names, values, value);
    }

    /** A collector that gives these families. */
    static Collector collector(MetricFamilySamples... families) {
        return new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return List.of(families);
            }
        };
    }
}
