package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Reading;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

/**
 * Builds pages, and only when a scrape asks and something is new: a source came or went, a reading changed or expired, a foreign collector was not asked for a
 * second. One scrape builds, those beside it wait for that page, those after it take it.
 */
final class Registry implements Exposition {
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private final Inquiry inquiry;
    private final LongSupplier nanoTime;
    private final Self self;
    private final long startedAt;
    private volatile List<Source> sources = List.of();
    private volatile @Nullable Snapshot latest;

    /**
     * @param nanoTime the clock of the readings
     * @param version of Plumage, to be exported
     */
    Registry(Inquiry inquiry, LongSupplier nanoTime, String version) {
        this.inquiry = inquiry;
        this.nanoTime = nanoTime;
        this.self = new Self(version);
        this.startedAt = nanoTime.getAsLong();
    }

    /** Takes its metrics from these from now on, the first having precedence. What was taken from others is forgotten, so that nothing keeps their classes. */
    void use(List<Source> inOrder) {
        sources = inOrder;
        latest = null;
    }

    @Override
    public Page page(Format format) {
        long begin = nanoTime.getAsLong();
        Page page = snapshot(begin).page(format);
        self.scraped(nanoTime.getAsLong() - begin);
        return page;
    }

    @Override
    public Page page(Format format, Selection selection) {
        if (selection.equals(Selection.ALL)) {
            return page(format);
        }
        long begin = nanoTime.getAsLong();
        Page page = RenderedPage.of(format, snapshot(begin).select(selection));
        self.scraped(nanoTime.getAsLong() - begin);
        return page;
    }

    @Override
    public List<MetricFamilySamples> families(Selection selection) {
        return snapshot(nanoTime.getAsLong()).select(selection);
    }

    /** Only the time after the start counts: a sensor that is plugged in later does not make a running hub unready. */
    @Override
    public boolean isReady() {
        return nanoTime.getAsLong() - startedAt >= PATIENCE
                || sources.stream().noneMatch(source -> source instanceof Own own && own.isUntriedSensor());
    }

    private Snapshot snapshot(long now) {
        Snapshot known = latest;
        return known != null && known.holds(now, sources) ? known : build();
    }

    private synchronized Snapshot build() {
        Snapshot known = latest;
        List<Source> current = sources;
        long begin = nanoTime.getAsLong();
        if (known != null && known.holds(begin, current)) {
            return known; // somebody else was building it
        }
        askForeign(current, begin);
        Snapshot snapshot = take(current, nanoTime.getAsLong());
        latest = snapshot;
        if (sources != current) {
            latest = null; // use() was called meanwhile
        }
        return snapshot;
    }

    private void askForeign(List<Source> current, long now) {
        List<Foreign> due = new ArrayList<>();
        for (Source source : current) {
            if (source instanceof Foreign foreign && foreign.isDue(now)) {
                due.add(foreign);
            }
        }
        if (!due.isEmpty()) {
            inquiry.ask(due, now);
        }
    }

    private Snapshot take(List<Source> current, long now) {
        List<Snapshot.Taken> readings = new ArrayList<>();
        List<Contribution> contributions = new ArrayList<>();
        for (Source source : current) {
            if (source instanceof Own own) {
                Reading reading = own.reading();
                readings.add(new Snapshot.Taken(own, reading, reading != null && reading.isFresh(now)));
                if (reading == null) {
                    own.mute();
                } else {
                    contributions.add(own.contribution(reading, now));
                }
            }
        }
        contributions.sort(Comparator.comparing(Contribution::name));
        for (Source source : current) {
            Contribution answered = source instanceof Foreign foreign ? foreign.contribution() : null;
            if (answered != null) {
                contributions.add(answered);
            }
        }
        Merge merge = new Merge();
        for (Contribution contribution : contributions) {
            List<String> complaints = new ArrayList<>(contribution.complaints());
            complaints.addAll(merge.add(contribution.source(), contribution.families()));
            contribution.source().judge(contribution.result(), complaints);
        }
        Contribution about = self.contribution(current);
        merge.add(self, about.families());
        contributions.add(about);
        return new Snapshot(now, current, readings, contributions, merge.families());
    }
}
