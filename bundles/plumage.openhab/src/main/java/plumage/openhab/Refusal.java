package plumage.openhab;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.Trouble;

/** All that there is of a bridge whose configuration is refused. */
final class Refusal extends PlumageCollector {
    private static final Family ERROR = Family.gauge(
            "plumage_configuration_error",
            "",
            "1 while a configuration is refused because of this key; the log says why.");

    private final Reading reading;

    /** @param problems for each key that is wrong a line for a person */
    Refusal(Map<String, String> problems) {
        List<Series> series = problems.keySet().stream()
                .map(key -> ERROR.series("pid", BridgeSettings.PID, "key", key))
                .toList();
        double[] ones = new double[series.size()];
        Arrays.fill(ones, 1);
        List<Trouble> troubles = problems.entrySet().stream()
                .map(problem -> new Trouble(BridgeSettings.PID, problem.getKey(), problem.getValue()))
                .toList();
        reading = Reading.of(BridgeSettings.PID, new Outline(Map.of(), series), ones)
                .with(troubles);
    }

    @Override
    public Reading reading() {
        return reading;
    }
}
