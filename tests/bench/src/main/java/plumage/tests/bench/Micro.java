package plumage.tests.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks of single steps in the hub's kind of JVM, and prints a table of nanoseconds and bytes. */
public final class Micro {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** As the script plumage has them, with room for a page of 10,000 series in all its stages. */
    private static final String[] LIKE_THE_HUB = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    private Micro() {}

    /**
     * Runs them.
     *
     * @param arguments those of JMH, which precede what stands here: patterns of names, {@code -f 3} ...
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        print(new Runner(options(new CommandLineOptions(arguments)).build()).run());
    }

    /** A run of nanoseconds and allocated bytes, as far as the arguments do not say otherwise. */
    static OptionsBuilder options(CommandLineOptions arguments) {
        OptionsBuilder options = new OptionsBuilder();
        options.parent(arguments);
        options.mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS).addProfiler(GCProfiler.class);
        if (!arguments.getForkCount().hasValue()) {
            options.forks(1);
        }
        if (!arguments.getJvmArgs().hasValue()) {
            options.jvmArgs(LIKE_THE_HUB);
        }
        if (!arguments.getWarmupIterations().hasValue()) {
            options.warmupIterations(3);
        }
        if (!arguments.getWarmupTime().hasValue()) {
            options.warmupTime(TimeValue.milliseconds(500));
        }
        if (!arguments.getMeasurementIterations().hasValue()) {
            options.measurementIterations(5);
        }
        if (!arguments.getMeasurementTime().hasValue()) {
            options.measurementTime(TimeValue.milliseconds(500));
        }
        return options;
    }

    private static void print(Collection<RunResult> results) {
        System.out.printf("%n%-64s %14s %9s %12s%n", "", "ns per op", "± 99.9 %", "bytes per op");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
            System.out.printf(
                    Locale.ROOT,
                    "%-64s %14.1f %9.1f %12.0f%n",
                    name(result.getParams()),
                    time.getScore(),
                    time.getScoreError(),
                    bytes == null ? Double.NaN : bytes.getScore());
        }
    }

    /** Class and method, and parameters in brackets. */
    private static String name(BenchmarkParams params) {
        String path = params.getBenchmark();
        List<String> values = new ArrayList<>();
        for (String key : params.getParamsKeys()) {
            String value = params.getParam(key);
            values.add(value.length() > 12 ? value.substring(0, 12) + "…" : value);
        }
        int type = path.lastIndexOf('.', path.lastIndexOf('.') - 1) + 1;
        return path.substring(type) + (values.isEmpty() ? "" : " " + values);
    }
}
