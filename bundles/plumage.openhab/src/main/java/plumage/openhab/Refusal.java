package plumage.openhab;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.Series;

/** All that there is of a bridge whose configuration is refused. */
final class Refusal extends PlumageCollector {
    private static final Family ERROR = Family.gauge(
            "plumage_configuration_error",
            "",
            "1 while a configuration is refused because of this key; the log says why.");

    private final Reading reading;

    /** @param keys those that are wrong */
    Refusal(Collection<String> keys) {
        List<Series> series = keys.stream()
                .map(key -> ERROR.series("pid", BridgeSettings.PID, "key", key))
                .toList();
        double[] ones = new double[series.size()];
        Arrays.fill(ones, 1);
        reading = Reading.of(BridgeSettings.PID, new Outline(Map.of(), series), ones);
    }

    @Override
    public Reading reading() {
        return reading;
    }
}
