package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.family;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumage.sensor.Outline;

class CheckedTest {
    private static final MetricFamilySamples FINE = gauge("fine", sample("fine", 1));

    private static Checked checked(Iterable<MetricFamilySamples> given) {
        return Checked.of("x", given, Outline.EMPTY);
    }

    private static List<MetricFamilySamples> families(Checked checked) {
        return checked.reading().families(0);
    }

    private static void assertRefused(MetricFamilySamples family, String complaint) {
        Checked checked = checked(Arrays.asList(family, FINE));
        assertThat(checked.complaints()).containsExactly(complaint);
        assertThat(families(checked)).containsExactly(FINE);
    }

    @Test
    void namesMustBeLegal() {
        assertRefused(gauge("no-name", sample("no-name", 1)), "'no-name' is not the name of a metric");
        assertRefused(gauge("1st", sample("1st", 1)), "'1st' is not the name of a metric");
        assertRefused(gauge("", sample("", 1)), "'' is not the name of a metric");
        assertRefused(gauge("a", sample("a", 1, "no-label", "x")), "'no-label' is not the name of a label, in a");
        assertRefused(gauge("a", sample("a", 1, "__name__", "x")), "'__name__' is not the name of a label, in a");
        assertRefused(gauge("a", sample("a", 1, "x", "1", "x", "2")), "'x' is the name of two labels in a");
    }

    @Test
    void samplesMustFitTheirFamily() {
        assertRefused(gauge("a", sample("b", 1)), "'b' is not a sample of a GAUGE named a");
        assertRefused(
                family("a", "", Collector.Type.COUNTER, sample("a_sum", 1)),
                "'a_sum' is not a sample of a COUNTER named a");
        assertRefused(family("a", "", Collector.Type.INFO, sample("a", 1)), "'a' is not a sample of a INFO named a");
        assertRefused(
                family("a", "", Collector.Type.HISTOGRAM, sample("a_bucket", 1)),
                "'a' has a bucket without the label le");
        assertRefused(family("a_total_total", "", Collector.Type.COUNTER), "'a_total' would end in _total twice");
    }

    @Test
    void labelsMustHaveAsManyValues() {
        assertRefused(
                gauge("a", new Sample("a", List.of("x", "y"), List.of("1"), 1)),
                "'a' has 2 names and 1 values of labels");
    }

    @Test
    void textIsBounded() {
        String long4097 = "x".repeat(4097);
        assertRefused(gauge("a", sample("a", 1, "x", long4097)), "'a' has a label of 4097 characters");
        assertRefused(
                new MetricFamilySamples("a", Collector.Type.GAUGE, long4097, List.of()),
                "'a' has a help text of 4097 characters");
        assertThat(checked(List.of(gauge("b" + "b".repeat(100) + "-", sample("x", 1))))
                        .complaints())
                .containsExactly("'" + "b".repeat(60) + "…' is not the name of a metric");
    }

    @Test
    void samplesAreBounded() {
        MetricFamilySamples most = new MetricFamilySamples(
                "a", Collector.Type.GAUGE, "", Collections.nCopies(Checked.MOST_SAMPLES, sample("a", 1)));
        Checked checked = checked(List.of(most, FINE, FINE));
        assertThat(families(checked)).hasSize(1);
        assertThat(checked.complaints()).containsExactly("it has more than 20000 samples");
    }

    @Test
    void brokenFamiliesAreRefused() {
        assertRefused(null, "a family cannot be read: java.lang.NullPointerException");
        List<Sample> throwing = new AbstractList<>() {
            @Override
            public Sample get(int index) {
                throw new ConcurrentModificationException();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertRefused(
                new MetricFamilySamples("a", Collector.Type.GAUGE, "", throwing),
                "a family cannot be read: java.util.ConcurrentModificationException");
    }

    @Test
    void timestampsExemplarsAndCreatedAreLeftOut() {
        MetricFamilySamples given = family(
                "a",
                "",
                Collector.Type.COUNTER,
                new Sample("a_total", List.of("x"), List.of("1"), 5, 1234L),
                sample("a_created", 99, "x", "1"));
        Checked checked = checked(List.of(given));
        assertThat(families(checked))
                .containsExactly(family("a", "", Collector.Type.COUNTER, sample("a_total", 5, "x", "1")));
        assertThat(checked.complaints()).isEmpty();
    }

    @Test
    void gaugeMayBeCalledCreated() {
        MetricFamilySamples created = gauge("pod_created", sample("pod_created", 1));
        assertThat(families(checked(List.of(created)))).containsExactly(created);
    }

    @Test
    void unitStaysOnlyWhereOpenMetricsAllowsIt() {
        MetricFamilySamples stripped = family("a_total", "total", Collector.Type.COUNTER, sample("a_total", 1));
        assertThat(families(checked(List.of(stripped))).get(0).unit).isEmpty();
        MetricFamilySamples seconds = family("a_seconds", "seconds", Collector.Type.GAUGE, sample("a_seconds", 1));
        assertThat(families(checked(List.of(seconds)))).containsExactly(seconds);
    }

    @Test
    void outlineIsTheSameWhileOnlyNumbersChange() {
        Checked first = checked(List.of(gauge("a", sample("a", 1, "x", "1"), sample("a", 2, "x", "2"))));
        Outline outline = first.reading().outline();
        Checked second = Checked.of(
                "x", List.of(gauge("a", sample("a", 3, "x", "1"), sample("a", Double.NaN, "x", "2"))), outline);
        assertThat(second.reading().outline()).isSameAs(outline);
        assertThat(second.reading().number(0)).isEqualTo(3);
        assertThat(second.reading().number(1)).isNaN();
        for (MetricFamilySamples other : List.of(
                gauge("a", sample("a", 1, "x", "1")),
                gauge("a", sample("a", 1, "x", "1"), sample("a", 2, "x", "3")),
                gauge("a", sample("a", 1, "x", "1"), sample("a", 2, "y", "2")),
                family("a", "", Collector.Type.UNKNOWN, sample("a", 1, "x", "1"), sample("a", 2, "x", "2")))) {
            Checked changed = Checked.of("x", List.of(other), outline);
            assertThat(families(changed)).containsExactly(other);
            assertThat(changed.complaints()).isEmpty();
        }
    }

    @Test
    void whatWasGivenMayChangeAfterwards() {
        List<String> values = Arrays.asList("before");
        Checked checked = checked(List.of(gauge("a", new Sample("a", List.of("x"), values, 1))));
        values.set(0, "after");
        assertThat(families(checked)).containsExactly(gauge("a", sample("a", 1, "x", "before")));
    }
}
