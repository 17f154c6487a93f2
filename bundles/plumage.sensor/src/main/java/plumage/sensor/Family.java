package plumage.sensor;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What all series of a metric have in common, whoever has them.
 *
 * @param name without the suffix that its type puts behind it, such as {@code _total}
 * @param unit a suffix of the name, or empty; what OpenMetrics does not allow there becomes empty
 * @param type its type
 * @param help one sentence
 */
public record Family(String name, String unit, Collector.Type type, String help) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    /** @throws IllegalArgumentException when no exposition format allows such a family */
    public Family {
        if (!NAME.matcher(name).matches()) {
            throw refused(name, "is not the name of a metric");
        }
        if (type == Collector.Type.COUNTER && name.endsWith("_total")) {
            throw refused(name, "would end in _total twice");
        }
        if (type == Collector.Type.INFO || type == Collector.Type.STATE_SET || !name.endsWith("_" + unit)) {
            unit = "";
        }
    }

    /** Of values that go up and down. */
    public static Family gauge(String name, String unit, String help) {
        return new Family(name, unit, Collector.Type.GAUGE, help);
    }

    /** Of values that only grow; {@code name} without {@code _total}. */
    public static Family counter(String name, String unit, String help) {
        return new Family(name, unit, Collector.Type.COUNTER, help);
    }

    /** Of sums with their counts. */
    public static Family summary(String name, String unit, String help) {
        return new Family(name, unit, Collector.Type.SUMMARY, help);
    }

    /** Of constant facts, whose value is 1; {@code name} without {@code _info}. */
    public static Family info(String name, String help) {
        return new Family(name, "", Collector.Type.INFO, help);
    }

    /** The series with these labels; names and values alternate. */
    public Series series(String... labels) {
        return series(suffixes().get(0), labels);
    }

    /** Of a summary: the series of the sum. */
    public Series sum(String... labels) {
        return series("_sum", labels);
    }

    /** Of a summary: the series of the count. */
    public Series count(String... labels) {
        return series("_count", labels);
    }

    /** What stands behind the name in the names of its samples. */
    public List<String> suffixes() {
        return switch (type) {
            case COUNTER -> List.of("_total");
            case INFO -> List.of("_info");
            case SUMMARY -> List.of("", "_count", "_sum");
            case HISTOGRAM -> List.of("_bucket", "_count", "_sum");
            case GAUGE_HISTOGRAM -> List.of("_bucket", "_gcount", "_gsum");
            case GAUGE, STATE_SET, UNKNOWN -> List.of("");
        };
    }

    private Series series(String suffix, String... labels) {
        String[] names = new String[labels.length / 2];
        String[] values = new String[labels.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels[2 * i];
            values[i] = labels[2 * i + 1];
        }
        return new Series(this, name + suffix, List.of(names), List.of(values), false);
    }

    static IllegalArgumentException refused(String name, String reason) {
        return new IllegalArgumentException("'" + Setting.shortened(name) + "' " + reason);
    }
}
