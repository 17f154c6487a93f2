package plumage.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The series of a collector, in order. As long as only their numbers change its readings have the same outline, the same object: who renders them does what depends
 * on it once.
 *
 * @param labelNames the labels that all series have, before their own
 * @param labelValues their values
 * @param series the series
 */
public record Outline(List<String> labelNames, List<String> labelValues, List<Series> series) {
    /** Of a collector that has nothing to say. */
    public static final Outline EMPTY = new Outline(Map.of(), List.of());

    /** @throws IllegalArgumentException when a series would have two labels of one name */
    public Outline {
        labelNames = List.copyOf(labelNames);
        labelValues = List.copyOf(labelValues);
        series = List.copyOf(series);
        Series.checkLabels(labelNames, labelValues, "all series");
        for (Series one : series) {
            for (String name : one.labelNames()) {
                if (labelNames.contains(name)) {
                    throw Family.refused(
                            name, "is the name of two labels in " + one.family().name());
                }
            }
        }
    }

    /** Series which all have these labels before their own, in the order of the map. */
    public Outline(Map<String, String> labels, List<Series> series) {
        this(List.copyOf(labels.keySet()), List.copyOf(labels.values()), series);
    }

    /** The outline with the same labels and these series: this one, when it has them. */
    public Outline with(List<Series> others) {
        return series.equals(others) ? this : new Outline(labelNames, labelValues, others);
    }

    /** How many series there are. */
    public int size() {
        return series.size();
    }

    /** The names of all labels of a series. */
    public List<String> labelNames(Series one) {
        return joined(labelNames, one.labelNames());
    }

    /** The values of all labels of a series. */
    public List<String> labelValues(Series one) {
        return joined(labelValues, one.labelValues());
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
