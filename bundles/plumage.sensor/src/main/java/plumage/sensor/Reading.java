package plumage.sensor;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An immutable snapshot of what a collector has to say: an {@link Outline} and a number for each of its series. A number that is {@link Double#NaN} is none: the
 * series is absent.
 *
 * <p>Values expire by the reader's clock, not by an event: values of a hung bus vanish too. Times are those of {@link System#nanoTime}.
 */
public final class Reading {
    private final String source;
    private final boolean sensor;
    private final boolean tried;
    private final Outline outline;
    private final double[] numbers;
    private final long expiresAt;
    private final List<Trouble> troubles;

    /**
     * A snapshot of a sensor.
     *
     * @param source the sensor's name
     * @param tried whether there has been a first attempt, or there is none to wait for
     * @param numbers one for each series of the outline
     * @param expiresAt when the numbers of the series that {@link Series#expires} end
     */
    public static Reading ofSensor(String source, boolean tried, Outline outline, double[] numbers, long expiresAt) {
        return new Reading(source, true, tried, outline, numbers, expiresAt, List.of());
    }

    /**
     * A snapshot of something else, which does not expire.
     *
     * @param source for people: the collector's name
     * @param numbers one for each series of the outline
     */
    public static Reading of(String source, Outline outline, double... numbers) {
        return new Reading(source, false, true, outline, numbers, 0, List.of());
    }

    private Reading(
            String source,
            boolean sensor,
            boolean tried,
            Outline outline,
            double[] numbers,
            long expiresAt,
            List<Trouble> troubles) {
        if (numbers.length != outline.size()) {
            throw new IllegalArgumentException(numbers.length + " numbers for " + outline.size() + " series");
        }
        this.source = source;
        this.sensor = sensor;
        this.tried = tried;
        this.outline = outline;
        this.numbers = numbers.clone();
        this.expiresAt = expiresAt;
        this.troubles = List.copyOf(troubles);
    }

    /** The same snapshot, which says for people why something does not work. */
    public Reading with(List<Trouble> reasons) {
        return reasons.equals(troubles)
                ? this
                : new Reading(source, sensor, tried, outline, numbers, expiresAt, reasons);
    }

    /** For people: the sensor's name, or the collector's. */
    public String source() {
        return source;
    }

    /** Whether the source is a sensor, so that {@code collect[]} and {@code exclude[]} select it. */
    public boolean isSensor() {
        return sensor;
    }

    /** Whether there has been a first attempt, or there is none to wait for. */
    public boolean isTried() {
        return tried;
    }

    /** Its series. */
    public Outline outline() {
        return outline;
    }

    /** The number of a series, by its place in the outline. */
    public double number(int series) {
        return numbers[series];
    }

    /** When the numbers of the series that {@link Series#expires} end. */
    public long expiresAt() {
        return expiresAt;
    }

    /** What does not work at present, in words: why the last attempt failed, why a configuration is refused. */
    public List<Trouble> troubles() {
        return troubles;
    }

    /** Whether all numbers still hold at a time. */
    public boolean isFresh(long nanoTime) {
        return nanoTime - expiresAt < 0;
    }

    /** What it says at a time, for those who know nothing but simpleclient. */
    public List<MetricFamilySamples> families(long nanoTime) {
        boolean fresh = isFresh(nanoTime);
        Map<Family, List<Sample>> samples = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            Series series = outline.series().get(i);
            if (!Double.isNaN(numbers[i]) && (fresh || !series.expires())) {
                samples.computeIfAbsent(series.family(), family -> new ArrayList<>())
                        .add(new Sample(
                                series.name(), outline.labelNames(series), outline.labelValues(series), numbers[i]));
            }
        }
        List<MetricFamilySamples> families = new ArrayList<>();
        samples.forEach((family, its) ->
                families.add(new MetricFamilySamples(family.name(), family.unit(), family.type(), family.help(), its)));
        return families;
    }
}
