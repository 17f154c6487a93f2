package plumage.core;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumage.bus.Fault;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;

/** The values of one measurement: as the chip gave them, then corrected and completed with what follows from them. */
final class Values implements Measurement {
    /** Which of several series of a quantity: no label at all, or one with its value. */
    record Series(String label, String value) {
        static final Series ONLY = new Series("", "");

        String[] labels() {
            return label.isEmpty() ? new String[0] : new String[] {label, value};
        }
    }

    private final Map<Series, Map<Quantity, Double>> raw = new LinkedHashMap<>();
    private final Map<Quantity, Fault> missing = new LinkedHashMap<>();

    @Override
    public void set(Quantity quantity, double value) {
        set(quantity, Series.ONLY, value);
    }

    @Override
    public void set(Quantity quantity, String label, String labelValue, double value) {
        set(quantity, new Series(label, labelValue), value);
    }

    private void set(Quantity quantity, Series series, double value) {
        if (Double.isFinite(value)) {
            raw.computeIfAbsent(series, s -> new LinkedHashMap<>()).put(quantity, value);
        } else {
            missing(quantity, Fault.RANGE);
        }
    }

    @Override
    public void missing(Quantity quantity, Fault reason) {
        missing.put(quantity, reason);
    }

    /** What the chip did not give, and why. */
    Map<Quantity, Fault> missing() {
        return missing;
    }

    /** Why there is not a single value, when there is none. */
    Optional<Fault> nothing() {
        return raw.isEmpty()
                ? Optional.of(missing.values().stream().findFirst().orElse(Fault.NOT_READY))
                : Optional.empty();
    }

    /** The values as families: corrected ones, raw ones beside those that are corrected, derived ones. */
    List<MetricFamilySamples> families(String namespace, SensorSettings settings, Map<String, String> labels) {
        Families families = new Families(labels);
        raw.forEach((series, uncorrected) -> {
            Map<Quantity, Double> corrected = corrected(uncorrected, settings);
            corrected.forEach(
                    (quantity, value) -> add(families, namespace + "_", quantity, quantity.help(), value, series));
            derived(corrected, settings)
                    .forEach((quantity, value) ->
                            add(families, namespace + "_", quantity, quantity.help(), value, series));
            uncorrected.forEach((quantity, value) -> {
                if (isCorrected(quantity, uncorrected, settings)) {
                    add(
                            families,
                            namespace + "_raw_",
                            quantity,
                            "Before correction: " + quantity.help(),
                            value,
                            series);
                }
            });
        });
        return families.build();
    }

    private static void add(
            Families families, String prefix, Quantity quantity, String help, double value, Series series) {
        if (quantity.isCounter()) {
            families.counter(prefix + quantity.family(), quantity.unit(), help, value, series.labels());
        } else {
            families.gauge(prefix + quantity.family(), quantity.unit(), help, value, series.labels());
        }
    }

    private static Map<Quantity, Double> corrected(Map<Quantity, Double> uncorrected, SensorSettings settings) {
        Map<Quantity, Double> corrected = new LinkedHashMap<>(uncorrected);
        if (follows(uncorrected, settings)) {
            double measured = uncorrected.getOrDefault(Quantity.TEMPERATURE, 0.0);
            double actual = correction(Quantity.TEMPERATURE, settings).apply(measured);
            corrected.computeIfPresent(
                    Quantity.RELATIVE_HUMIDITY, (q, ratio) -> Psychrometrics.humidityAt(actual, measured, ratio));
        }
        corrected.replaceAll((quantity, value) -> correction(quantity, settings).apply(value));
        return corrected;
    }

    private static Map<Quantity, Double> derived(Map<Quantity, Double> corrected, SensorSettings settings) {
        Map<Quantity, Double> derived = new LinkedHashMap<>();
        Double celsius = corrected.get(Quantity.TEMPERATURE);
        Double humidity = corrected.get(Quantity.RELATIVE_HUMIDITY);
        Double pressure = corrected.get(Quantity.PRESSURE);
        if (celsius != null && humidity != null && humidity > 0) {
            derived.put(Quantity.DEW_POINT, Psychrometrics.dewPoint(celsius, humidity));
            derived.put(Quantity.ABSOLUTE_HUMIDITY, Psychrometrics.absoluteHumidity(celsius, humidity));
        }
        if (pressure != null) {
            settings.altitude()
                    .ifPresent(altitude -> derived.put(
                            Quantity.SEA_LEVEL_PRESSURE, Psychrometrics.seaLevelPressure(pressure, altitude)));
        }
        derived.values().removeIf(value -> !Double.isFinite(value));
        return derived;
    }

    private static boolean isCorrected(Quantity quantity, Map<Quantity, Double> uncorrected, SensorSettings settings) {
        return settings.corrections().containsKey(quantity)
                || quantity.equals(Quantity.RELATIVE_HUMIDITY) && follows(uncorrected, settings);
    }

    private static boolean follows(Map<Quantity, Double> uncorrected, SensorSettings settings) {
        return settings.humidityFollows()
                && settings.corrections().containsKey(Quantity.TEMPERATURE)
                && uncorrected.keySet().containsAll(List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY));
    }

    private static Correction correction(Quantity quantity, SensorSettings settings) {
        return settings.corrections().getOrDefault(quantity, Correction.NONE);
    }
}
