package plumage.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.Trouble;

/** A sensor that says what the test lets it say. */
final class FakeSensor extends PlumageCollector {
    /** How often anybody looked. */
    final AtomicInteger looks = new AtomicInteger();

    private final String name;
    private volatile Reading reading;

    FakeSensor(String name) {
        this.name = name;
        reading = Reading.ofSensor(name, false, Outline.EMPTY, new double[0], 0);
    }

    /** A good reading of a temperature. */
    FakeSensor reads(double celsius, long expiresAt) {
        return says(
                List.of(
                        Metrics.family(
                                "sensor",
                                "",
                                Collector.Type.INFO,
                                Metrics.sample(
                                        "sensor_info",
                                        1,
                                        "sensor",
                                        name,
                                        "chip",
                                        "lm75",
                                        "bus",
                                        "i2c-1",
                                        "address",
                                        "0x48")),
                        Metrics.family(
                                "sensor_reads",
                                "",
                                Collector.Type.COUNTER,
                                Metrics.sample("sensor_reads_total", 7, "sensor", name)),
                        Metrics.gauge("sensor_up", Metrics.sample("sensor_up", 1, "sensor", name))),
                List.of(Metrics.family(
                        "sensor_temperature_celsius",
                        "celsius",
                        Collector.Type.GAUGE,
                        Metrics.sample("sensor_temperature_celsius", celsius, "sensor", name))),
                expiresAt);
    }

    /** The same, but for what does not work. */
    FakeSensor fails(Trouble... troubles) {
        reading = reading.with(List.of(troubles));
        return this;
    }

    FakeSensor says(List<MetricFamilySamples> families, List<MetricFamilySamples> values, long expiresAt) {
        List<Series> series = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        add(series, numbers, families, false);
        add(series, numbers, values, true);
        reading = Reading.ofSensor(
                name,
                true,
                reading.outline().with(series),
                numbers.stream().mapToDouble(Double::doubleValue).toArray(),
                expiresAt);
        return this;
    }

    private static void add(
            List<Series> series, List<Double> numbers, List<MetricFamilySamples> families, boolean expires) {
        for (MetricFamilySamples given : families) {
            Family family = new Family(given.name, given.unit, given.type, given.help);
            for (Sample sample : given.samples) {
                series.add(new Series(family, sample.name, sample.labelNames, sample.labelValues, expires));
                numbers.add(sample.value);
            }
        }
    }

    @Override
    public Reading reading() {
        looks.incrementAndGet();
        return reading;
    }
}
