package plumage.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import plumage.sensor.Setting;

/** The user's labels: {@code room=office,floor=2}, or an array; {@code \,} is a comma within a value. */
final class SensorLabels {
    static final String ALLOWED =
            "name=value, several separated by commas; a name is a letter or _ followed by letters, digits or _, and not one of Plumage's own";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,63}");
    private static final Set<String> RESERVED = Set.of(
            "sensor",
            "channel",
            "axis",
            "size",
            "chip",
            "bus",
            "address",
            "reason",
            "item",
            "job",
            "instance",
            "le",
            "quantile",
            "type",
            "quantity");
    private static final int MOST = 16;
    private static final int LONGEST_VALUE = 256;

    private SensorLabels() {}

    /**
     * The labels in the order written.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Map<String, String> parse(Object raw) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String pair : pairs(raw)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw refused(pair, "has no '='");
            }
            String name = pair.substring(0, equals).trim();
            String value = pair.substring(equals + 1).trim();
            if (!NAME.matcher(name).matches()) {
                throw refused(name, "is not the name of a label");
            }
            if (RESERVED.contains(name) || name.startsWith("__") || name.startsWith("exported_")) {
                throw refused(name, "is reserved");
            }
            if (value.length() > LONGEST_VALUE) {
                throw refused(value, "is longer than " + LONGEST_VALUE + " characters");
            }
            if (labels.size() == MOST) {
                throw refused(name, "is one label more than " + MOST);
            }
            if (!value.isEmpty() && labels.put(name, value) != null) { // an empty label is no label, as in Prometheus
                throw refused(name, "is given twice");
            }
        }
        return labels;
    }

    private static IllegalArgumentException refused(String what, String why) {
        return new IllegalArgumentException(
                "labels: '" + Setting.shortened(what) + "' " + why + "; allowed is " + ALLOWED);
    }

    /** The single pairs; an element of an array may hold several too, since that is how some tools write a list. */
    private static List<String> pairs(Object raw) {
        List<String> pairs = new ArrayList<>();
        if (raw instanceof Object[] array) {
            for (Object element : array) {
                pairs.addAll(pairs(element));
            }
        } else if (raw instanceof Iterable<?> several) {
            several.forEach(element -> pairs.addAll(pairs(element)));
        } else {
            split(String.valueOf(raw), pairs);
        }
        return pairs;
    }

    private static void split(String text, List<String> pairs) {
        StringBuilder pair = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == ',' || text.charAt(i + 1) == '\\')) {
                pair.append(text.charAt(++i));
            } else if (c == ',') {
                addPair(pair, pairs);
            } else {
                pair.append(c);
            }
        }
        addPair(pair, pairs);
    }

    private static void addPair(StringBuilder pair, List<String> pairs) {
        if (!pair.toString().isBlank()) {
            pairs.add(pair.toString());
        }
        pair.setLength(0);
    }
}
