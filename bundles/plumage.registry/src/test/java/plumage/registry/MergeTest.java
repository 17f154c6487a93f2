package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.collector;
import static plumage.registry.Metrics.family;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import io.prometheus.client.Collector;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {
    private final Source first = Foreign.of("first", collector());
    private final Source second = Foreign.of("second", collector());
    private final Merge merge = new Merge();

    @Test
    void familiesAreSortedAndHaveTheHelpOfTheFirst() {
        assertThat(merge.add(first, List.of(gauge("b", sample("b", 1)), gauge("a", sample("a", 2)))))
                .isEmpty();
        assertThat(merge.add(
                        second,
                        List.of(new Collector.MetricFamilySamples(
                                "b", Collector.Type.GAUGE, "Another help.", List.of(sample("b", 3, "x", "1"))))))
                .isEmpty();
        assertThat(merge.families())
                .containsExactly(gauge("a", sample("a", 2)), gauge("b", sample("b", 1), sample("b", 3, "x", "1")));
    }

    @Test
    void seriesIsTheSameInAnyOrderOfLabelsAndWithEmptyOnes() {
        merge.add(first, List.of(gauge("a", sample("a", 1, "x", "1", "y", "2"))));
        List<String> repeated = List.of("'a' has a series that is there already");
        assertThat(merge.add(second, List.of(gauge("a", sample("a", 2, "y", "2", "x", "1")))))
                .isEqualTo(repeated);
        assertThat(merge.add(second, List.of(gauge("a", sample("a", 2, "y", "2", "z", "", "x", "1")))))
                .isEqualTo(repeated);
        assertThat(merge.add(second, List.of(gauge("a", sample("a", 3, "y", "1", "x", "2")))))
                .isEmpty();
        assertThat(merge.add(second, List.of(gauge("a", sample("a", 4, "x", "1")))))
                .isEmpty();
        assertThat(merge.families())
                .containsExactly(gauge(
                        "a",
                        sample("a", 1, "x", "1", "y", "2"),
                        sample("a", 3, "y", "1", "x", "2"),
                        sample("a", 4, "x", "1")));
    }

    @Test
    void contradictionsAreNamed() {
        merge.add(
                first,
                List.of(
                        family("a", "", Collector.Type.COUNTER),
                        family("b_cubic_meters", "meters", Collector.Type.GAUGE)));
        assertThat(merge.add(
                        second,
                        List.of(
                                gauge("a"),
                                gauge("a_total"),
                                family("b_cubic_meters", "cubic_meters", Collector.Type.GAUGE),
                                gauge("plumage_own"))))
                .containsExactly(
                        "'a' is a GAUGE here, and a COUNTER already",
                        "'a_total' collides with 'a', which has the name a_total",
                        "'b_cubic_meters' has the unit cubic_meters here, and meters already",
                        "'plumage_own' is a name of Plumage's own");
    }

    @Test
    void anUnsaidUnitIsNoContradiction() {
        merge.add(first, List.of(family("a_meters", "meters", Collector.Type.GAUGE, sample("a_meters", 1))));
        assertThat(merge.add(second, List.of(gauge("a_meters", sample("a_meters", 2, "x", "1")))))
                .isEmpty();
        assertThat(merge.families())
                .containsExactly(family(
                        "a_meters",
                        "meters",
                        Collector.Type.GAUGE,
                        sample("a_meters", 1),
                        sample("a_meters", 2, "x", "1")));
    }
}
