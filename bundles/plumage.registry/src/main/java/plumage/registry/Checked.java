package plumage.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import plumage.sensor.Setting;

/**
 * What one collector gave, copied and reduced to what both exposition formats allow: no timestamps, no exemplars, no {@code _created} samples. A family
 * with anything illegal in it is left out as a whole.
 *
 * @param families what may stand on a page
 * @param complaints what was left out and why, one line each
 */
record Checked(List<MetricFamilySamples> families, List<String> complaints) {
    static final Checked NOTHING = new Checked(List.of(), List.of());

    /** A hub's heap is small; a collector that gives more than this is out of control. */
    static final int MOST_SAMPLES = 20_000;

    static final int LONGEST_TEXT = 4096;

    private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL_NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

    /** Checks what a collector gave, which may be anything that its author thought of. */
    static Checked of(Iterable<? extends MetricFamilySamples> given) {
        List<MetricFamilySamples> families = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        int room = MOST_SAMPLES;
        for (MetricFamilySamples family : given) {
            try {
                room -= family.samples.size();
                if (room < 0) {
                    complaints.add("it has more than " + MOST_SAMPLES + " samples");
                    break;
                }
                families.add(legal(family));
            } catch (IllegalMetricException illegal) {
                complaints.add(illegal.getMessage());
            } catch (RuntimeException broken) { // a null, or a list that throws
                complaints.add("a family cannot be read: " + broken.getClass().getName());
            }
        }
        return new Checked(List.copyOf(families), List.copyOf(complaints));
    }

    /** The names that a family takes, in either format: no other family may have any of them. */
    static Set<String> names(MetricFamilySamples family) {
        Set<String> names = sampleNames(family.name, family.type);
        names.add(family.name);
        return names;
    }

    private static Set<String> sampleNames(String family, Collector.Type type) {
        List<String> suffixes =
                switch (type) {
                    case COUNTER -> List.of("_total");
                    case INFO -> List.of("_info");
                    case SUMMARY -> List.of("", "_count", "_sum");
                    case HISTOGRAM -> List.of("_bucket", "_count", "_sum");
                    case GAUGE_HISTOGRAM -> List.of("_bucket", "_gcount", "_gsum");
                    case GAUGE, STATE_SET, UNKNOWN -> List.of("");
                };
        Set<String> names = new HashSet<>();
        suffixes.forEach(suffix -> names.add(family + suffix));
        return names;
    }

    private static MetricFamilySamples legal(MetricFamilySamples family) {
        String name = family.name;
        String help = Objects.requireNonNullElse(family.help, "");
        if (!METRIC_NAME.matcher(name).matches()) {
            throw new IllegalMetricException("is not the name of a metric", name);
        }
        if (family.type == Collector.Type.COUNTER && name.endsWith("_total")) {
            throw new IllegalMetricException("would end in _total twice", name);
        }
        if (help.length() > LONGEST_TEXT) {
            throw new IllegalMetricException("has a help text of " + help.length() + " characters", name);
        }
        Set<String> sampleNames = sampleNames(name, family.type);
        List<Sample> samples = new ArrayList<>(family.samples.size());
        List<String> legalLabels = List.of();
        for (Sample given : family.samples) {
            if (!sampleNames.contains(given.name)) {
                if (given.name.equals(name + "_created")) {
                    continue;
                }
                throw new IllegalMetricException("is not a sample of a " + family.type + " named " + name, given.name);
            }
            Sample sample =
                    new Sample(given.name, List.copyOf(given.labelNames), List.copyOf(given.labelValues), given.value);
            if (!sample.labelNames.equals(legalLabels)) {
                checkLabels(name, sample.labelNames);
                legalLabels = sample.labelNames;
            }
            checkValues(name, sample);
            samples.add(sample);
        }
        return new MetricFamilySamples(name, unit(family), family.type, help, samples);
    }

    private static void checkLabels(String family, List<String> labels) {
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (!LABEL_NAME.matcher(label).matches()) {
                throw new IllegalMetricException("is not the name of a label, in " + family, label);
            }
            if (!seen.add(label)) {
                throw new IllegalMetricException("is the name of two labels in " + family, label);
            }
        }
    }

    private static void checkValues(String family, Sample sample) {
        if (sample.labelNames.size() != sample.labelValues.size()) {
            throw new IllegalMetricException(
                    "has " + sample.labelNames.size() + " names and " + sample.labelValues.size() + " values of labels",
                    family);
        }
        for (String value : sample.labelValues) {
            if (value.length() > LONGEST_TEXT) {
                throw new IllegalMetricException("has a label of " + value.length() + " characters", family);
            }
        }
        boolean bucket = sample.name.length() > family.length() && sample.name.endsWith("_bucket");
        if (bucket && !sample.labelNames.contains("le")) {
            throw new IllegalMetricException("has a bucket without the label le", family);
        }
    }

    /** Only a suffix of the name is a unit to OpenMetrics, and some types have none. */
    private static String unit(MetricFamilySamples family) {
        boolean legal = family.type != Collector.Type.INFO
                && family.type != Collector.Type.STATE_SET
                && family.name.endsWith("_" + family.unit);
        return legal ? family.unit : "";
    }

    /** A family that cannot be exported, with the reason after its name. */
    private static final class IllegalMetricException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        IllegalMetricException(String reason, String name) {
            super("'" + Setting.shortened(name) + "' " + reason);
        }
    }
}
