package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import plumage.sensor.exposition.Content;
import plumage.sensor.exposition.Page;

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

    /** What a content is. */
    static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        assertThat(bytes.size()).isEqualTo(content.length());
        return bytes.toByteArray();
    }

    /** A page as text. */
    static String text(Page page) {
        return new String(bytes(page.plain()), StandardCharsets.UTF_8);
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
