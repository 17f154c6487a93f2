package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.exposition.Selection;

/**
 * Which series stand on a page, and where. Holds as long as the sources have the same outlines.
 *
 * @param sources whose series these are
 * @param outlines of the sources
 * @param blocks the families in the order of the page
 * @param complaints of each source about series that are not on the page
 */
record Layout(List<Source> sources, List<Outline> outlines, List<Block> blocks, List<List<String>> complaints) {
    /** Lays out all that several sources have to say, the first having precedence; as before, when they have the same outlines. */
    static Layout of(List<Contribution> contributions, @Nullable Layout before) {
        return before != null && before.isOf(contributions) ? before : of(contributions, Selection.ALL);
    }

    /** Lays out a part. */
    static Layout of(List<Contribution> contributions, Selection selection) {
        Merge merge = new Merge();
        // What a foreign collector repeats of an excluded sensor is no more on the page than with that sensor.
        boolean reserving = !selection.exclude().isEmpty();
        List<List<String>> complaints = new ArrayList<>();
        for (int i = 0; i < contributions.size(); i++) {
            Contribution one = contributions.get(i);
            complaints.add(merge.add(
                    i, one.source(), one.reading().outline(), series -> one.isIn(selection, series), reserving));
        }
        return new Layout(
                contributions.stream().map(Contribution::source).toList(),
                contributions.stream().map(one -> one.reading().outline()).toList(),
                merge.blocks(),
                complaints);
    }

    private boolean isOf(List<Contribution> contributions) {
        if (contributions.size() != sources.size()) {
            return false;
        }
        for (int i = 0; i < sources.size(); i++) {
            Contribution one = contributions.get(i);
            if (one.source() != sources.get(i) || !one.reading().outline().equals(outlines.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The families as objects; one without a sample is left out. */
    List<MetricFamilySamples> families(List<Contribution> contributions) {
        List<MetricFamilySamples> families = new ArrayList<>();
        for (Block block : blocks) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < block.size(); i++) {
                Contribution contribution = contributions.get(block.source(i));
                if (contribution.has(block.series(i))) {
                    samples.add(sample(contribution.reading(), block.series(i)));
                }
            }
            if (!samples.isEmpty()) {
                Family family = block.family();
                families.add(
                        new MetricFamilySamples(family.name(), family.unit(), family.type(), family.help(), samples));
            }
        }
        return families;
    }

    private static Sample sample(Reading reading, int index) {
        Outline outline = reading.outline();
        Series series = outline.series().get(index);
        return new Sample(
                series.name(), outline.labelNames(series), outline.labelValues(series), reading.number(index));
    }

    /** A family and its series in order: for each the place of its source among all, and its own in that source's outline. */
    static final class Block {
        private final Family family;
        private int size;
        private int[] sources = new int[4];
        private int[] series = new int[4];

        Block(Family family) {
            this.family = family;
        }

        void add(int place, int index) {
            if (size == sources.length) {
                sources = Arrays.copyOf(sources, 2 * size);
                series = Arrays.copyOf(series, 2 * size);
            }
            sources[size] = place;
            series[size++] = index;
        }

        Family family() {
            return family;
        }

        int size() {
            return size;
        }

        int source(int i) {
            return sources[i];
        }

        int series(int i) {
            return series[i];
        }
    }
}
