package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Reading;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

/**
 * All metrics at one time, immutable, with the pages that were made of it.
 *
 * @param takenAt when, by the monotonic clock
 * @param sources whose metrics these are
 * @param readings what those of our own kind had to say, {@code null} for one that failed
 * @param contributions what each has on the page, in the order of precedence
 * @param families all of it merged
 * @param pages the same as bytes, as far as anybody asked
 */
record Snapshot(
        long takenAt,
        List<Source> sources,
        List<Taken> readings,
        List<Contribution> contributions,
        List<MetricFamilySamples> families,
        Map<Format, Page> pages) {
    /** A reading is to be seen within 250 ms, so a page may be this old without a look at the sources. */
    static final long YOUNG = Duration.ofMillis(200).toNanos();

    Snapshot(
            long takenAt,
            List<Source> sources,
            List<Taken> readings,
            List<Contribution> contributions,
            List<MetricFamilySamples> families) {
        this(takenAt, sources, readings, contributions, families, new ConcurrentHashMap<>());
    }

    /** Whether a page of it may still be given out. Allocates nothing: this is what a scrape costs while nothing changes. */
    boolean holds(long now, List<Source> current) {
        if (sources != current) {
            return false;
        }
        if (now - takenAt < YOUNG) {
            return true;
        }
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).isChanged(now)) {
                return false;
            }
        }
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof Foreign foreign && foreign.isDue(now)) {
                return false;
            }
        }
        return true;
    }

    Page page(Format format) {
        Page page = pages.get(format);
        return page != null ? page : pages.computeIfAbsent(format, missing -> RenderedPage.of(missing, families));
    }

    List<MetricFamilySamples> select(Selection selection) {
        List<MetricFamilySamples> selected = families;
        if (!selection.collect().isEmpty() || !selection.exclude().isEmpty()) {
            Merge merge = new Merge();
            contributions.forEach(contribution -> merge.add(contribution.source(), contribution.select(selection)));
            selected = merge.families();
        }
        if (selection.names().isEmpty()) {
            return selected;
        }
        return selected.stream()
                .map(family ->
                        selection.names().contains(family.name) ? family : family.filter(selection.names()::contains))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * What was taken from one source of our own kind.
     *
     * @param reading {@code null} when it failed
     * @param fresh whether its values had not expired
     */
    record Taken(Own own, @Nullable Reading reading, boolean fresh) {
        boolean isChanged(long now) {
            Reading latest = own.reading();
            if (latest == null || reading == null) {
                return latest != null || reading != null;
            }
            return latest.revision() != reading.revision() || fresh && !reading.isFresh(now);
        }
    }
}
