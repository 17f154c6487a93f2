package plumage.sensor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One series: everything about it that stays while its number changes.
 *
 * @param family what it belongs to
 * @param name of its samples: that of the family with one of its {@link Family#suffixes}
 * @param labelNames its labels behind those that all series of its {@link Outline} have
 * @param labelValues their values
 * @param expires whether its number holds only as long as the {@link Reading} is fresh
 */
public record Series(Family family, String name, List<String> labelNames, List<String> labelValues, boolean expires) {
    private static final Pattern LABEL_NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

    /** @throws IllegalArgumentException when no exposition format allows such a series */
    public Series {
        if (!name.startsWith(family.name())
                || !family.suffixes().contains(name.substring(family.name().length()))) {
            throw Family.refused(name, "is not a sample of a " + family.type() + " named " + family.name());
        }
        labelNames = List.copyOf(labelNames);
        labelValues = List.copyOf(labelValues);
        checkLabels(labelNames, labelValues, family.name());
        if (family.suffixes().contains("_bucket") && name.endsWith("_bucket") && !labelNames.contains("le")) {
            throw Family.refused(family.name(), "has a bucket without the label le");
        }
    }

    /** The same series, whose number expires. */
    public Series expiring() {
        return new Series(family, name, labelNames, labelValues, true);
    }

    static void checkLabels(List<String> names, List<String> values, String owner) {
        if (names.size() != values.size()) {
            throw Family.refused(owner, "has " + names.size() + " names and " + values.size() + " values of labels");
        }
        Set<String> seen = new HashSet<>();
        for (String label : names) {
            if (!LABEL_NAME.matcher(label).matches()) {
                throw Family.refused(label, "is not the name of a label, in " + owner);
            }
            if (!seen.add(label)) {
                throw Family.refused(label, "is the name of two labels in " + owner);
            }
        }
    }
}
