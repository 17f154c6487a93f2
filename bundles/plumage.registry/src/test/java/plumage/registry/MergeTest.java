package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.collector;
import static plumage.registry.Metrics.family;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumage.sensor.Family;
import plumage.sensor.Outline;

class MergeTest {
    private final Source first = Foreign.of("first", collector());
    private final Source second = Foreign.of("second", collector());
    private final Merge merge = new Merge();
    private final List<Contribution> contributions = new ArrayList<>();

    private List<String> add(Source source, MetricFamilySamples... given) {
        Checked checked = Checked.of("x", List.of(given), Outline.EMPTY);
        assertThat(checked.complaints()).isEmpty();
        contributions.add(new Contribution(source, checked.reading(), true, List.of()));
        return merge.add(contributions.size() - 1, source, checked.reading().outline(), series -> true, false);
    }

    private List<MetricFamilySamples> families() {
        return new Layout(List.of(), List.of(), merge.blocks(), List.of()).families(contributions);
    }

    @Test
    void familiesAreSortedAndHaveTheHelpOfTheFirst() {
        assertThat(add(first, gauge("b", sample("b", 1)), gauge("a", sample("a", 2))))
                .isEmpty();
        assertThat(add(
                        second,
                        new MetricFamilySamples(
                                "b", Collector.Type.GAUGE, "Another help.", List.of(sample("b", 3, "x", "1")))))
                .isEmpty();
        assertThat(families())
                .containsExactly(gauge("a", sample("a", 2)), gauge("b", sample("b", 1), sample("b", 3, "x", "1")));
    }

    @Test
    void seriesIsTheSameInAnyOrderOfLabelsAndWithEmptyOnes() {
        add(first, gauge("a", sample("a", 1, "x", "1", "y", "2")));
        List<String> repeated = List.of("'a' has a series that is there already");
        assertThat(add(second, gauge("a", sample("a", 2, "y", "2", "x", "1")))).isEqualTo(repeated);
        assertThat(add(second, gauge("a", sample("a", 2, "y", "2", "z", "", "x", "1"))))
                .isEqualTo(repeated);
        assertThat(add(second, gauge("a", sample("a", 3, "y", "1", "x", "2")))).isEmpty();
        assertThat(add(second, gauge("a", sample("a", 4, "x", "1")))).isEmpty();
        assertThat(families())
                .containsExactly(gauge(
                        "a",
                        sample("a", 1, "x", "1", "y", "2"),
                        sample("a", 3, "y", "1", "x", "2"),
                        sample("a", 4, "x", "1")));
    }

    @Test
    void labelsOfAllSeriesCountAsTheirOwn() {
        add(first, gauge("a", sample("a", 1, "x", "1", "y", "2"), sample("a", 2, "x", "1")));
        Family family = Family.gauge("a", "", "");
        Outline outline = new Outline(
                Map.of("x", "1"), List.of(family.series("y", "2"), family.series("y", "3"), family.series("y", "")));
        assertThat(merge.add(1, second, outline, series -> true, false))
                .containsExactly("'a' has a series that is there already");
        assertThat(merge.blocks().get(0).size()).isEqualTo(3);
    }

    @Test
    void contradictionsAreNamed() {
        add(
                first,
                family("a", "", Collector.Type.COUNTER, sample("a_total", 1)),
                family("b_cubic_meters", "meters", Collector.Type.GAUGE, sample("b_cubic_meters", 1)));
        assertThat(add(
                        second,
                        gauge("a", sample("a", 1)),
                        gauge("a_total", sample("a_total", 1)),
                        family("b_cubic_meters", "cubic_meters", Collector.Type.GAUGE, sample("b_cubic_meters", 2)),
                        gauge("plumage_own", sample("plumage_own", 1))))
                .containsExactly(
                        "'a' is a GAUGE here, and a COUNTER already",
                        "'a_total' collides with 'a', which has the name a_total",
                        "'b_cubic_meters' has the unit cubic_meters here, and meters already",
                        "'plumage_own' is a name of Plumage's own");
    }

    @Test
    void anUnsaidUnitIsNoContradiction() {
        add(first, family("a_meters", "meters", Collector.Type.GAUGE, sample("a_meters", 1)));
        assertThat(add(second, gauge("a_meters", sample("a_meters", 2, "x", "1"))))
                .isEmpty();
        assertThat(families())
                .containsExactly(family(
                        "a_meters",
                        "meters",
                        Collector.Type.GAUGE,
                        sample("a_meters", 1),
                        sample("a_meters", 2, "x", "1")));
    }
}
