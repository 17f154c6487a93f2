package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.family;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumage.sensor.Outline;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Selection;

/** Pages are those of simpleclient, byte for byte, whatever they were made from. */
class RenderedPageTest {
    private final Source source = new Incompatible("x");
    private Outline outline = Outline.EMPTY;
    private @Nullable RenderedPage before;

    private String page(Format format, List<MetricFamilySamples> families) {
        Checked checked = Checked.of("x", families, outline);
        assertThat(checked.complaints()).isEmpty();
        outline = checked.reading().outline();
        List<Contribution> contributions = List.of(new Contribution(source, checked.reading(), true, List.of()));
        before = RenderedPage.of(format, Layout.of(contributions, Selection.ALL), contributions, before);
        return Metrics.text(before);
    }

    private static String simpleclient(Format format, List<MetricFamilySamples> families) throws IOException {
        StringWriter text = new StringWriter();
        switch (format) {
            case TEXT -> TextFormat.write004(text, Collections.enumeration(families));
            case OPENMETRICS -> TextFormat.writeOpenMetrics100(text, Collections.enumeration(families));
        }
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void everyType(Format format) throws IOException {
        List<MetricFamilySamples> families = List.of(
                new MetricFamilySamples(
                        "a",
                        Collector.Type.GAUGE,
                        "\\ \" \n ü € 😀 \uD800 ,{}#",
                        List.of(sample("a", 1), sample("a", -0.0, "x", "\\ \" \n ü € 😀 \uD800 ,{}#", "y", ""))),
                family("b_seconds", "seconds", Collector.Type.COUNTER, sample("b_seconds_total", 1.7e9)),
                family("c", "", Collector.Type.INFO, sample("c_info", 1, "x", "1")),
                family(
                        "d",
                        "",
                        Collector.Type.SUMMARY,
                        sample("d", 0.25, "quantile", "0.5"),
                        sample("d_count", 7),
                        sample("d_sum", Double.POSITIVE_INFINITY)),
                family(
                        "e",
                        "",
                        Collector.Type.HISTOGRAM,
                        sample("e_bucket", 2, "le", "1.0"),
                        sample("e_bucket", 3, "le", "+Inf"),
                        sample("e_count", 3),
                        sample("e_sum", -2.5e-7)),
                family("f", "", Collector.Type.STATE_SET, sample("f", 1, "f", "on"), sample("f", 0, "f", "off")),
                family("g", "", Collector.Type.UNKNOWN, sample("g", Double.NEGATIVE_INFINITY)),
                family(
                        "h",
                        "",
                        Collector.Type.GAUGE_HISTOGRAM,
                        sample("h_bucket", 2, "le", "+Inf"),
                        sample("h_gcount", 2),
                        sample("h_gsum", 5)));

        assertThat(page(format, families)).isEqualTo(simpleclient(format, families));
        assertThat(page(format, families)).isEqualTo(simpleclient(format, families)); // of the page before
    }

    /** Numbers and series come and go; each page is made from the one before. */
    @ParameterizedTest
    @EnumSource
    void anyPageMadeOfAnyOther(Format format) throws IOException {
        Random random = new Random(format.name().hashCode());
        for (int round = 0; round < 2000; round++) {
            boolean sameSeries = random.nextInt(4) > 0 && round > 0;
            List<MetricFamilySamples> families = families(random, sameSeries ? shape : random.nextLong());

            assertThat(page(format, families)).isEqualTo(simpleclient(format, families));
        }
    }

    private long shape;

    private List<MetricFamilySamples> families(Random numbers, long seed) {
        shape = seed;
        Random series = new Random(seed);
        List<MetricFamilySamples> families = new ArrayList<>();
        for (char name = 'a'; name < 'h'; name++) {
            List<MetricFamilySamples.Sample> samples = new ArrayList<>();
            for (int i = series.nextInt(4); i > 0; i--) {
                // with few digits: of some others Java 17 writes more than needed
                double number = numbers.nextInt(1 << numbers.nextInt(20)) / 8.0;
                samples.add(sample(String.valueOf(name), number, "i", "x".repeat(series.nextInt(9)) + i));
            }
            if (!samples.isEmpty()) {
                families.add(gauge(String.valueOf(name), samples.toArray(MetricFamilySamples.Sample[]::new)));
            }
        }
        return families;
    }

    @Test
    void familyWithoutASampleIsNotThere() {
        assertThat(page(Format.TEXT, List.of(gauge("a"), gauge("b", sample("b", 1)))))
                .isEqualTo("# HELP b Help for b.\n# TYPE b gauge\nb 1.0\n");
    }
}
