package plumage.openhab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import plumage.sensor.Family;

/**
 * A counter by result; each result is there from 0 on.
 *
 * @param <R> the values of the label {@code result}, in capitals
 */
final class Counts<R extends Enum<R>> {
    private final Family family;
    private final List<R> results;
    private final Map<R, Long> counts = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();

    /** @param family without {@code _total} */
    Counts(String family, String help, Class<R> results) {
        this.family = Family.counter(family, "", help);
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

    void addTo(Sheet sheet) {
        for (R result : results) {
            sheet.add(family, (double) of(result), "result", result.name().toLowerCase(Locale.ROOT));
        }
    }
}
