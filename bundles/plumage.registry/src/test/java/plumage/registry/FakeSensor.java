package plumage.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** A sensor that says what the test lets it say. */
final class FakeSensor extends PlumageCollector {
    /** How often anybody looked. */
    final AtomicInteger looks = new AtomicInteger();

    private final String name;
    private volatile Reading reading;

    FakeSensor(String name) {
        this.name = name;
        reading = new Reading(name, true, false, 0, List.of(), List.of(), 0);
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

    FakeSensor says(List<MetricFamilySamples> families, List<MetricFamilySamples> values, long expiresAt) {
        reading = new Reading(name, true, true, reading.revision() + 1, families, values, expiresAt);
        return this;
    }

    @Override
    public Reading reading() {
        looks.incrementAndGet();
        return reading;
    }
}
