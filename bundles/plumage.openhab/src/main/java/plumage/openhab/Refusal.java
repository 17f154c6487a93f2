package plumage.openhab;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Collection;
import java.util.List;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** All that there is of a bridge whose configuration is refused. */
final class Refusal extends PlumageCollector {
    private static final String NAME = "plumage_configuration_error";

    private final Reading reading;

    /** @param keys those that are wrong */
    Refusal(Collection<String> keys) {
        List<Sample> samples = keys.stream()
                .map(key -> new Sample(NAME, List.of("pid", "key"), List.of(BridgeSettings.PID, key), 1))
                .toList();
        MetricFamilySamples family = new MetricFamilySamples(
                NAME,
                "",
                Collector.Type.GAUGE,
                "1 while a configuration is refused because of this key; the log says why.",
                samples);
        reading = new Reading(BridgeSettings.PID, false, true, 0, List.of(family), List.of(), 0);
    }

    @Override
    public Reading reading() {
        return reading;
    }
}
