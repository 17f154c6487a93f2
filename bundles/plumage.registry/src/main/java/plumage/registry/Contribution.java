package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import plumage.sensor.exposition.Selection;

/**
 * What one source has on a page.
 *
 * @param name of the sensor or whatever else it tells of
 * @param sensor whether it is a sensor
 * @param families what it gave, as far as that is legal
 * @param complaints about what is not
 * @param result what it was made from: the same result is judged once
 */
record Contribution(
        Source source,
        String name,
        boolean sensor,
        List<MetricFamilySamples> families,
        List<String> complaints,
        Object result) {
    /** The families that are left by a selection of sensors. */
    List<MetricFamilySamples> select(Selection selection) {
        if (sensor && selection.exclude().contains(name)) {
            return List.of();
        }
        if (selection.collect().isEmpty()) {
            return families;
        }
        if (!sensor || !selection.collect().contains(name)) {
            return List.of();
        }
        return families.stream()
                .filter(family -> !family.name.startsWith(Self.PREFIX))
                .toList();
    }
}
