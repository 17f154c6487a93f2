package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumage.sensor.exposition.Content;
import plumage.sensor.exposition.Format;
import plumage.tests.pages.Scrape;
import plumage.tests.pages.Scrape.Series;

/** The benchmarks of pages do what they say. */
class BenchmarksTest {
    private static final int CHANGED_BY_A_READING = 10;

    @ParameterizedTest
    @CsvSource({"NONE, 100, 0", "ONE, 100, 1", "ALL, 100, 5", "NONE, 10000, 0", "ONE, 10000, 1", "ALL, 10000, 500"})
    void aPageHasSoManyOtherReadings(PageBenchmark.Changed changed, int series, int readings) throws IOException {
        PageBenchmark benchmark = new PageBenchmark();
        benchmark.series = series;
        benchmark.changed = changed;
        benchmark.plugIn();

        Map<Series, Double> first = ofSensors(Scrape.parse(text(benchmark.merge())));
        Map<Series, Double> second = ofSensors(Scrape.parse(text(benchmark.merge())));

        assertThat(first).hasSize(series);
        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(second.entrySet())
                .filteredOn(sample -> !first.get(sample.getKey()).equals(sample.getValue()))
                .hasSize(CHANGED_BY_A_READING * readings);
    }

    @ParameterizedTest
    @EnumSource
    void eachRenderingIsOfAnotherReading(Format format) throws IOException {
        RenderBenchmark benchmark = new RenderBenchmark();
        benchmark.format = format;

        Map<Series, Double> first = parse(format, text(benchmark.changedReading()));
        Map<Series, Double> second = parse(format, text(benchmark.changedReading()));

        assertThat(second.entrySet())
                .filteredOn(sample -> !first.get(sample.getKey()).equals(sample.getValue()))
                .hasSize(CHANGED_BY_A_READING);
    }

    @Test
    void bothFormattersWriteTheSameNumber() {
        DecimalBenchmark ours = new DecimalBenchmark();
        DecimalBenchmark theirs = new DecimalBenchmark();

        for (int i = 0; i < 2000; i++) {
            String measurement = ours.written(ours.measurement());
            assertThat(Double.parseDouble(measurement))
                    .isEqualTo(Double.parseDouble(theirs.written(theirs.measurementByJdk())));
            assertThat(ours.written(ours.count())).isEqualTo(theirs.written(theirs.countByJdk()));
        }
    }

    private static Map<Series, Double> parse(Format format, String page) {
        return (format == Format.TEXT ? Scrape.parse(page) : Scrape.parseOpenMetrics(page)).samples();
    }

    private static Map<Series, Double> ofSensors(Scrape page) {
        page.samples().keySet().removeIf(series -> !series.labels().containsKey("sensor"));
        return page.samples();
    }

    private static String text(Content page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
