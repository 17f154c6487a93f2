package plumage.openhab;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Setting;

/**
 * The bridge's configuration, understood.
 *
 * @param include the items that are exported
 * @param exclude those of them that are not
 * @param strings those whose text is exported
 * @param maxItems how many items there may be
 * @param url of openHAB, without the path of its REST API
 * @param token {@code null} when there is none: then openHAB is not asked
 * @param postings what is put onto openHAB's event bus
 * @param postInterval how often the readings are looked at for it
 */
record BridgeSettings(
        Names include,
        Names exclude,
        Names strings,
        int maxItems,
        URI url,
        @Nullable Token token,
        List<Posting> postings,
        Duration postInterval) {
    static final String PID = "plumage.openhab";

    private static final Setting<Names> INCLUDE = Setting.of("include", Names.ALL, Names.ALLOWED, Names::of);
    private static final Setting<Names> EXCLUDE = Setting.of("exclude", Names.NONE, Names.ALLOWED, Names::of);
    private static final Setting<Names> STRINGS = Setting.of("strings", Names.NONE, Names.ALLOWED, Names::of);
    private static final Setting<Integer> MAX_ITEMS = Setting.integer("max.items", 10_000, 1, 20_000);
    private static final Setting<URI> URL = Setting.of(
            "url",
            URI.create("http://localhost:8080"),
            "where openHAB is, such as http://localhost:8080 or https://hub.example/openhab",
            BridgeSettings::url);
    private static final String TOKEN = "token";
    private static final Setting<List<Posting>> POST = Setting.of("post", List.of(), Posting.ALLOWED, Posting::parse);
    private static final Setting<Duration> POST_INTERVAL =
            Setting.duration("post.interval", Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofHours(1));
    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            INCLUDE.key(),
            EXCLUDE.key(),
            STRINGS.key(),
            MAX_ITEMS.key(),
            URL.key(),
            TOKEN,
            POST.key(),
            POST_INTERVAL.key()));

    /** Whether the state of an item is exported. One that is posted to is not: it repeats a sensor, which is on the page. */
    boolean exports(String item) {
        return include.contain(item)
                && !exclude.contain(item)
                && postings.stream().noneMatch(posting -> posting.item().equals(item));
    }

    /** As much of a state as is exported: texts only of items that are named for it. */
    ItemState wanted(String item, ItemState state) {
        return state.isText() && !strings.contain(item) ? ItemState.NOTHING : state;
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
                get(MAX_ITEMS, configuration, problems),
                get(URL, configuration, problems),
                token(configuration, problems),
                get(POST, configuration, problems),
                get(POST_INTERVAL, configuration, problems));
    }

    /** Says in no case what it was. */
    private static @Nullable Token token(Map<String, ?> configuration, Map<String, String> problems) {
        Object raw = configuration.get(TOKEN);
        String text = raw == null ? "" : Setting.text(raw);
        try {
            return text.isEmpty() ? null : Token.of(text);
        } catch (IllegalArgumentException refused) {
            problems.put(TOKEN, TOKEN + ": not allowed; allowed are " + refused.getMessage());
            return null;
        }
    }

    private static URI url(String text) {
        URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException();
        }
        return url;
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
