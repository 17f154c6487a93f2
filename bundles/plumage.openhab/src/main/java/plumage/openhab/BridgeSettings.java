package plumage.openhab;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumage.sensor.Setting;

/**
 * The bridge's configuration, understood.
 *
 * @param include the items that are exported
 * @param exclude those of them that are not
 * @param strings those whose text is exported
 * @param maxItems how many items there may be
 */
record BridgeSettings(Names include, Names exclude, Names strings, int maxItems) {
    static final String PID = "plumage.openhab";

    private static final Setting<Names> INCLUDE = Setting.of("include", Names.ALL, Names.ALLOWED, Names::of);
    private static final Setting<Names> EXCLUDE = Setting.of("exclude", Names.NONE, Names.ALLOWED, Names::of);
    private static final Setting<Names> STRINGS = Setting.of("strings", Names.NONE, Names.ALLOWED, Names::of);
    private static final Setting<Integer> MAX_ITEMS = Setting.integer("max.items", 10_000, 1, 20_000);
    private static final Set<String> KEYS = Stream.of(INCLUDE, EXCLUDE, STRINGS, MAX_ITEMS)
            .map(Setting::key)
            .collect(Collectors.toCollection(TreeSet::new));

    /** Whether the state of an item is exported. */
    boolean exports(String item) {
        return include.contain(item) && !exclude.contain(item);
    }

    /**
     * Understands a configuration.
     *
     * @param problems gets, for each key that is wrong, a line that names key, value and what is allowed
     */
    static BridgeSettings parse(Map<String, ?> configuration, Map<String, String> problems) {
        for (String key : new TreeSet<>(configuration.keySet())) {
            if (!KEYS.contains(key) && !Setting.isForeign(key)) {
                problems.put(
                        Setting.shortened(key),
                        Setting.shortened(key) + ": unknown; there are: " + String.join(", ", KEYS));
            }
        }
        return new BridgeSettings(
                get(INCLUDE, configuration, problems),
                get(EXCLUDE, configuration, problems),
                get(STRINGS, configuration, problems),
                get(MAX_ITEMS, configuration, problems));
    }

    private static <T> T get(Setting<T> setting, Map<String, ?> configuration, Map<String, String> problems) {
        try {
            return setting.in(configuration);
        } catch (IllegalArgumentException refused) {
            problems.put(setting.key(), String.valueOf(refused.getMessage()));
            return setting.defaultValue();
        }
    }
}
