package plumage.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs, once and for a moment; how fast is nothing that a test could tell. */
class MicroTest {
    private static final Map<String, Long> RUNS = Map.ofEntries(
            Map.entry("plumage.driver.bosch.bme280.Bme280Benchmark.decode", 1L),
            Map.entry("plumage.driver.bosch.bme680.Bme680Benchmark.decode", 1L),
            Map.entry("plumage.driver.plantower.pms5003.Pms5003Benchmark.decode", 1L),
            Map.entry("plumage.driver.sensirion.sht4x.Sht4xBenchmark.decode", 1L),
            Map.entry("plumage.http.NegotiationBenchmark.recognize", 2L),
            Map.entry("plumage.http.NegotiationBenchmark.understand", 2L),
            Map.entry("plumage.registry.DecimalBenchmark.count", 1L),
            Map.entry("plumage.registry.DecimalBenchmark.countByJdk", 1L),
            Map.entry("plumage.registry.DecimalBenchmark.measurement", 1L),
            Map.entry("plumage.registry.DecimalBenchmark.measurementByJdk", 1L),
            Map.entry("plumage.registry.PageBenchmark.merge", 6L),
            Map.entry("plumage.registry.RenderBenchmark.changedReading", 2L));

    @Test
    void eachRunsWithEachOfItsParameters() throws Exception {
        CommandLineOptions moment =
                new CommandLineOptions("-f", "0", "-wi", "0", "-i", "1", "-r", "1ms", "-foe", "true");

        Collection<RunResult> results =
                new Runner(Micro.options(moment).verbosity(VerboseMode.SILENT).build()).run();

        assertThat(results).allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getScore()).isPositive();
            assertThat(result.getSecondaryResults()).containsKey("gc.alloc.rate.norm");
        });
        assertThat(new TreeMap<>(results.stream()
                        .collect(Collectors.groupingBy(
                                result -> result.getParams().getBenchmark(), Collectors.counting()))))
                .isEqualTo(new TreeMap<>(RUNS));
    }
}
