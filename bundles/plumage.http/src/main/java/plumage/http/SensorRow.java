package plumage.http;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sensor, as the merged families tell of it.
 *
 * @param name the label {@code sensor}
 * @param chip its chip
 * @param bus where it is wired, with the address when it has one
 * @param tags the user's labels
 * @param up whether its last reading succeeded
 * @param lastSuccess seconds since 1970, 0 when there was none
 * @param values by quantity, ready to be shown
 */
record SensorRow(
        String name,
        String chip,
        String bus,
        List<String> tags,
        boolean up,
        double lastSuccess,
        Map<String, String> values) {
    private static final Set<String> IDENTITY = Set.of("sensor", "chip", "bus", "address");
    private static final Set<String> HEALTH =
            Set.of("up", "last_success_timestamp_seconds", "reads", "read_errors", "quantity_errors");

    /** All sensors. They are found by the info family that has both a sensor and a chip: its name is the prefix of all their families. */
    static List<SensorRow> all(List<MetricFamilySamples> families) {
        Optional<MetricFamilySamples> info = families.stream()
                .filter(family -> family.type == Collector.Type.INFO)
                .filter(family -> family.samples.stream()
                        .anyMatch(sample -> !label(sample, "sensor").isEmpty() && sample.labelNames.contains("chip")))
                .findFirst();
        List<SensorRow> rows = new ArrayList<>();
        info.ifPresent(known -> known.samples.forEach(sample -> rows.add(row(sample, known.name + "_", families))));
        return rows;
    }

    private static SensorRow row(Sample info, String prefix, List<MetricFamilySamples> families) {
        String name = label(info, "sensor");
        double up = 0;
        double lastSuccess = 0;
        Map<String, String> values = new LinkedHashMap<>();
        for (MetricFamilySamples family : families) {
            if (!family.name.startsWith(prefix)) {
                continue;
            }
            String quantity = family.name.substring(prefix.length());
            for (Sample sample : family.samples) {
                if (!label(sample, "sensor").equals(name)) {
                    continue;
                }
                if (quantity.equals("up")) {
                    up = sample.value;
                } else if (quantity.equals("last_success_timestamp_seconds")) {
                    lastSuccess = sample.value;
                } else if (isValue(family.type, quantity)) {
                    values.put(title(quantity, family.unit, sample, info), Amount.of(sample.value, family.unit));
                }
            }
        }
        String address = label(info, "address");
        String bus = label(info, "bus");
        return new SensorRow(
                name,
                label(info, "chip"),
                address.isEmpty() ? bus : bus + " · " + address,
                tags(info),
                up == 1,
                lastSuccess,
                values);
    }

    private static boolean isValue(Collector.Type type, String quantity) {
        boolean number = type == Collector.Type.GAUGE || type == Collector.Type.COUNTER;
        return number && !HEALTH.contains(quantity) && !quantity.startsWith("raw_");
    }

    /** The quantity without its unit, and the labels that tell several of them apart. */
    private static String title(String quantity, String unit, Sample sample, Sample info) {
        StringBuilder title = new StringBuilder(
                unit.isEmpty() ? quantity : quantity.substring(0, quantity.length() - unit.length() - 1));
        for (int i = 0; i < sample.labelNames.size(); i++) {
            if (!info.labelNames.contains(sample.labelNames.get(i))) {
                title.append(' ').append(sample.labelValues.get(i));
            }
        }
        return title.toString().replace('_', ' ');
    }

    private static List<String> tags(Sample info) {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < info.labelNames.size(); i++) {
            if (!IDENTITY.contains(info.labelNames.get(i))) {
                tags.add(info.labelNames.get(i) + "=" + info.labelValues.get(i));
            }
        }
        return tags;
    }

    private static String label(Sample sample, String name) {
        int at = sample.labelNames.indexOf(name);
        return at < 0 ? "" : sample.labelValues.get(at);
    }
}
