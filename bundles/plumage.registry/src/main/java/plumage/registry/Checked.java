package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.Setting;

/**
 * What a foreign collector gave, copied and reduced to what both exposition formats allow: no timestamps, no exemplars, no {@code _created} samples. A family
 * with anything illegal in it is left out as a whole.
 *
 * @param reading what may stand on a page
 * @param complaints what was left out and why, one line each
 */
record Checked(Reading reading, List<String> complaints) {
    /** A hub's heap is small; a collector that gives more than this is out of control. */
    static final int MOST_SAMPLES = 20_000;

    static final int LONGEST_TEXT = 4096;

    /**
     * Checks what a collector gave, which may be anything that its author thought of.
     *
     * @param name of the collector
     * @param before what it gave last time, most of which is likely to be the same
     */
    static Checked of(String name, Iterable<? extends MetricFamilySamples> given, Outline before) {
        return new Check(before).of(name, given);
    }

    private static final class Check {
        private final Outline before;
        private final List<Series> series = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();
        private double[] numbers = new double[64];

        Check(Outline before) {
            this.before = before;
        }

        Checked of(String name, Iterable<? extends MetricFamilySamples> given) {
            int room = MOST_SAMPLES;
            for (MetricFamilySamples family : given) {
                int legal = series.size();
                try {
                    room -= family.samples.size();
                    if (room < 0) {
                        complaints.add("it has more than " + MOST_SAMPLES + " samples");
                        break;
                    }
                    add(family);
                    legal = series.size();
                } catch (IllegalArgumentException illegal) {
                    complaints.add(String.valueOf(illegal.getMessage()));
                } catch (RuntimeException broken) { // a null, or a list that throws
                    complaints.add(
                            "a family cannot be read: " + broken.getClass().getName());
                }
                series.subList(legal, series.size()).clear();
            }
            Outline outline = before.with(series);
            double[] legalNumbers = Arrays.copyOf(numbers, series.size());
            return new Checked(Reading.of(name, outline, legalNumbers), List.copyOf(complaints));
        }

        private void add(MetricFamilySamples given) {
            String help = Objects.requireNonNullElse(given.help, "");
            if (help.length() > LONGEST_TEXT) {
                throw refused(given.name, "has a help text of " + help.length() + " characters");
            }
            Family family = new Family(given.name, given.unit, given.type, help);
            String created = given.name + "_created";
            for (Sample sample : given.samples) {
                if (!sample.name.equals(created)) {
                    add(family, sample);
                }
            }
        }

        private void add(Family family, Sample sample) {
            int place = series.size();
            Series known = place < before.size() ? before.series().get(place) : null;
            boolean same = known != null
                    && known.name().equals(sample.name)
                    && known.labelNames().equals(sample.labelNames)
                    && known.labelValues().equals(sample.labelValues)
                    && known.family().equals(family);
            series.add(same ? known : legal(family, sample));
            if (place == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * place);
            }
            numbers[place] = sample.value;
        }

        private static Series legal(Family family, Sample sample) {
            for (String value : sample.labelValues) {
                if (value.length() > LONGEST_TEXT) {
                    throw refused(family.name(), "has a label of " + value.length() + " characters");
                }
            }
            return new Series(family, sample.name, sample.labelNames, sample.labelValues, false);
        }

        private static IllegalArgumentException refused(String name, String reason) {
            return new IllegalArgumentException("'" + Setting.shortened(name) + "' " + reason);
        }
    }
}
