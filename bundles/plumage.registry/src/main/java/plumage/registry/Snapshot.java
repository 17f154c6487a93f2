package plumage.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Reading;
import plumage.sensor.exposition.Format;

/** All that there is to say at one time, with the pages that were made of it. */
final class Snapshot {
    /** A reading is to be seen within 250 ms, so after a look at the sources none is needed for so long. */
    static final long YOUNG = Duration.ofMillis(200).toNanos();

    /** What is given out after that, while the next page is being made, is in time too. */
    private static final long IN_TIME = Duration.ofMillis(240).toNanos();

    private final List<Source> sources;
    private final List<Taken> readings;
    private final List<Contribution> contributions;
    private final Layout layout;
    private final Map<Format, RenderedPage> pages = new ConcurrentHashMap<>();
    private volatile long lookedAt;

    /**
     * @param takenAt when, by the monotonic clock
     * @param sources whose metrics these are
     * @param readings what those of our own kind said
     * @param contributions what each has on the page, in the order of precedence
     * @param layout where it has it
     */
    Snapshot(
            long takenAt, List<Source> sources, List<Taken> readings, List<Contribution> contributions, Layout layout) {
        this.lookedAt = takenAt;
        this.sources = sources;
        this.readings = readings;
        this.contributions = contributions;
        this.layout = layout;
    }

    List<Contribution> contributions() {
        return contributions;
    }

    Layout layout() {
        return layout;
    }

    /** Its page of a format, {@code null} until there is one. */
    @Nullable
    RenderedPage page(Format format) {
        return pages.get(format);
    }

    /** Makes its page of a format from an earlier one. */
    RenderedPage render(Format format, @Nullable RenderedPage before) {
        RenderedPage page = RenderedPage.of(format, layout, contributions, before);
        pages.put(format, page);
        return page;
    }

    /** Whether a page of it may still be given out. Allocates nothing: this is what a scrape costs while nothing changes. */
    boolean holds(long now, List<Source> current) {
        if (sources != current) {
            return false;
        }
        if (now - lookedAt < YOUNG) {
            return true;
        }
        boolean holds = !isChanged(now);
        if (holds) {
            lookedAt = now;
        }
        return holds;
    }

    /** Whether a page of it may be given out by somebody who would have to wait for the next one. */
    boolean isInTime(long now, List<Source> current) {
        return sources == current && now - lookedAt < IN_TIME;
    }

    private boolean isChanged(long now) {
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).isChanged(now)) {
                return true;
            }
        }
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof Foreign foreign && foreign.isDue(now)) {
                return true;
            }
        }
        return false;
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
            return latest != reading || latest != null && fresh && !latest.isFresh(now);
        }
    }
}
