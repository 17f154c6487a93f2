package plumage.openhab;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter by result; each result is there from 0 on.
 *
 * @param <R> the values of the label {@code result}, in capitals
 */
final class Counts<R extends Enum<R>> {
    private final String family;
    private final String help;
    private final List<R> results;
    private final Map<R, Long> counts = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();

    /** @param family without {@code _total} */
    Counts(String family, String help, Class<R> results) {
        this.family = family;
        this.help = help;
        this.results = Arrays.asList(results.getEnumConstants());
    }

    void count(R result) {
        counts.merge(result, 1L, Long::sum);
        total.increment();
    }

    long of(R result) {
        return counts.getOrDefault(result, 0L);
    }

    /** All of them; changes with each. */
    long total() {
        return total.sum();
    }

    MetricFamilySamples family() {
        List<Sample> samples = results.stream()
                .map(result -> new Sample(
                        family + "_total",
                        List.of("result"),
                        List.of(result.name().toLowerCase(Locale.ROOT)),
                        (double) of(result)))
                .toList();
        return new MetricFamilySamples(family, "", Collector.Type.COUNTER, help, samples);
    }
}
