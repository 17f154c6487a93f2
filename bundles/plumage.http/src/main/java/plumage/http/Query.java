package plumage.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import plumage.sensor.exposition.Selection;

/** The query of a scrape. Parsed here, because containers differ in what they make of brackets and of broken escapes. */
final class Query {
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_VALUE = 200;

    private Query() {}

    /**
     * The selection that a query makes: any number of {@code collect[]} or {@code exclude[]} with the name of a sensor and {@code name[]} with the name of a
     * family or sample. Other parameters are ignored.
     *
     * @param query as it came, empty when there was none
     * @throws IllegalArgumentException with a message for the one who asked
     */
    static Selection selection(String query) {
        if (query.isEmpty()) {
            return Selection.ALL;
        }
        Set<String> collect = new HashSet<>();
        Set<String> exclude = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String key = decode(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            switch (key) {
                case "collect[]" -> collect.add(bounded(key, decode(value)));
                case "exclude[]" -> exclude.add(bounded(key, decode(value)));
                case "name[]" -> names.add(bounded(key, decode(value)));
                default -> {}
            }
        }
        if (collect.size() + exclude.size() + names.size() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "too many values; allowed are " + MOST_VALUES + " of collect[], exclude[] and name[] together");
        }
        if (!collect.isEmpty() && !exclude.isEmpty()) {
            throw new IllegalArgumentException("collect[] and exclude[] together; allowed is one of them");
        }
        return new Selection(collect, exclude, names);
    }

    private static String bounded(String key, String value) {
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    key + " has a value of " + value.length() + " characters; allowed are " + LONGEST_VALUE);
        }
        return value;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "malformed escape in the query; allowed is % with two hexadecimal digits", malformed);
        }
    }
}
