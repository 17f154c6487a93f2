package plumage.tests.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import plumage.tests.pages.Scrape;
import plumage.tests.pages.Scrape.Series;

/**
 * Samples of one name, which a client library has as one metric.
 *
 * @param name of the samples
 * @param counter whether they belong to a counter
 * @param labelNames all labels that any of them has
 * @param values the value of each, by the values of those labels
 */
record Metric(String name, boolean counter, List<String> labelNames, Map<List<String>, Double> values) {
    /** All of a page, by name. The parts of a summary have names of their own here. */
    static List<Metric> of(Path page) throws IOException {
        Scrape scrape = Scrape.parse(Files.readString(page));
        Map<String, List<Series>> byName = new LinkedHashMap<>();
        scrape.samples().keySet().forEach(series -> byName.computeIfAbsent(series.name(), name -> new ArrayList<>())
                .add(series));
        List<Metric> samples = new ArrayList<>();
        byName.forEach((name, all) -> {
            TreeSet<String> labels = new TreeSet<>();
            all.forEach(series -> labels.addAll(series.labels().keySet()));
            Map<List<String>, Double> values = new LinkedHashMap<>();
            all.forEach(series -> values.put(
                    labels.stream()
                            .map(label -> series.labels().getOrDefault(label, ""))
                            .toList(),
                    scrape.samples().get(series)));
            samples.add(new Metric(name, "counter".equals(scrape.types().get(name)), List.copyOf(labels), values));
        });
        return samples;
    }
}
