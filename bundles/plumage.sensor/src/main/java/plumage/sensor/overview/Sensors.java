package plumage.sensor.overview;

import static plumage.sensor.overview.Overview.label;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import plumage.sensor.Trouble;
import plumage.sensor.overview.SensorView.Gap;
import plumage.sensor.overview.SensorView.Value;

/** Finds the sensors in merged families: each family is gone through once, however many sensors there are. */
final class Sensors {
    private static final Set<String> IDENTITY = Set.of("sensor", "chip", "bus", "address");

    private Sensors() {}

    /** All sensors. They are found by the info family that has both a sensor and a chip: its name is the prefix of all their families. */
    static List<SensorView> in(List<MetricFamilySamples> families, List<Trouble> troubles) {
        Optional<MetricFamilySamples> info = families.stream()
                .filter(family -> family.type == Collector.Type.INFO)
                .filter(family -> family.samples.stream()
                        .anyMatch(sample -> !label(sample, "sensor").isEmpty() && sample.labelNames.contains("chip")))
                .findFirst();
        Map<String, Sensor> sensors = new LinkedHashMap<>();
        info.ifPresent(known -> {
            known.samples.forEach(sample -> sensors.put(label(sample, "sensor"), new Sensor(sample)));
            String prefix = known.name + "_";
            for (MetricFamilySamples family : families) {
                if (family.name.startsWith(prefix)) {
                    String quantity = family.name.substring(prefix.length());
                    for (Sample sample : family.samples) {
                        Sensor sensor = sensors.get(label(sample, "sensor"));
                        if (sensor != null) {
                            sensor.take(quantity, family, sample);
                        }
                    }
                }
            }
        });
        Map<String, Trouble> known = troubles.stream()
                .collect(Collectors.toMap(Trouble::subject, Function.identity(), (first, second) -> first));
        return sensors.values().stream()
                .map(sensor -> sensor.view(Optional.ofNullable(known.get(sensor.name()))))
                .toList();
    }

    /** A sensor that is being found. */
    private static final class Sensor {
        private final Sample info;
        private boolean up;
        private Optional<Instant> lastSuccess = Optional.empty();
        private long reads;
        private final Map<String, Long> errors = new LinkedHashMap<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final List<Value> values = new ArrayList<>();

        Sensor(Sample info) {
            this.info = info;
        }

        String name() {
            return label(info, "sensor");
        }

        void take(String quantity, MetricFamilySamples family, Sample sample) {
            switch (quantity) {
                case "up" -> up = sample.value == 1;
                case "last_success_timestamp_seconds" ->
                    lastSuccess = Optional.of(Instant.ofEpochMilli((long) (sample.value * 1000)));
                case "reads" -> reads = (long) sample.value;
                case "read_errors" -> errors.put(label(sample, "reason"), (long) sample.value);
                case "quantity_errors" ->
                    gaps.add(new Gap(label(sample, "quantity"), label(sample, "reason"), (long) sample.value));
                default -> {
                    boolean number = family.type == Collector.Type.GAUGE || family.type == Collector.Type.COUNTER;
                    if (number && !quantity.startsWith("raw_")) {
                        values.add(value(quantity, family.unit, sample));
                    }
                }
            }
        }

        private Value value(String quantity, String unit, Sample sample) {
            return new Value(
                    unit.isEmpty() ? quantity : quantity.substring(0, quantity.length() - unit.length() - 1),
                    labels(sample, Set.copyOf(info.labelNames)),
                    sample.value,
                    unit);
        }

        SensorView view(Optional<Trouble> trouble) {
            return new SensorView(
                    name(),
                    label(info, "chip"),
                    label(info, "bus"),
                    label(info, "address"),
                    labels(info, IDENTITY),
                    up,
                    lastSuccess,
                    reads,
                    errors,
                    gaps,
                    values,
                    trouble);
        }

        private static Map<String, String> labels(Sample sample, Set<String> but) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (int i = 0; i < sample.labelNames.size(); i++) {
                if (!but.contains(sample.labelNames.get(i))) {
                    labels.put(sample.labelNames.get(i), sample.labelValues.get(i));
                }
            }
            return labels;
        }
    }
}
