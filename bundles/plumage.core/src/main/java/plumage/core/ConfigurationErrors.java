package plumage.core;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;

/** The snapshots of configurations that are refused: one series for each key that is wrong. */
final class ConfigurationErrors {
    private static final Family FAMILY = Family.gauge(
            "plumage_configuration_error",
            "",
            "1 while a configuration is refused because of this key; the log says why.");

    private ConfigurationErrors() {}

    /** One configuration with all keys that are wrong. */
    static Reading ofKeys(String pid, Collection<String> keys) {
        return reading(
                pid, keys.stream().distinct().map(key -> series(pid, key)).toList());
    }

    /** Several configurations that are wrong for the same reason. */
    static Reading ofPids(String source, Collection<String> pids, String key) {
        return reading(source, pids.stream().map(pid -> series(pid, key)).toList());
    }

    private static Series series(String pid, String key) {
        return FAMILY.series("pid", pid, "key", key);
    }

    private static Reading reading(String source, List<Series> series) {
        double[] ones = new double[series.size()];
        Arrays.fill(ones, 1);
        return Reading.of(source, new Outline(Map.of(), series), ones);
    }
}
