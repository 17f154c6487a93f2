package plumage.core;

import java.util.List;
import java.util.Map;
import plumage.sensor.Reading;

/** The snapshot of a configuration that is refused: one series for each key that is wrong. */
final class ConfigurationErrors {
    private ConfigurationErrors() {}

    /** Adds that a key of a configuration is refused. */
    static void add(Families families, String pid, String key) {
        families.gauge(
                "plumage_configuration_error",
                "",
                "1 while a configuration is refused because of this key; the log says why.",
                1,
                "pid",
                pid,
                "key",
                key);
    }

    static Reading reading(String pid, List<String> keys) {
        Families families = new Families(Map.of());
        keys.stream().distinct().forEach(key -> add(families, pid, key));
        return new Reading(pid, false, true, Revisions.next(), families.build(), List.of(), 0);
    }
}
