package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Reading;
import plumage.sensor.Trouble;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

/**
 * Builds pages, and only when a scrape asks and something is new: a source came or went, a reading changed or expired, a foreign collector was not asked for a
 * second. One scrape builds; those beside it take the page before, as long as that is in time, else they wait for the new one.
 */
final class Registry implements Exposition {
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private final Inquiry inquiry;
    private final LongSupplier nanoTime;
    private final Self self;
    private final long startedAt;
    private volatile List<Source> sources = List.of();
    private volatile @Nullable Snapshot latest;

    /** Held by the scrape that builds. */
    private final Lock building = new ReentrantLock();

    /** The last page of each format, to make the next one of; guarded by {@link #building}. */
    private final Map<Format, RenderedPage> lastPages = new EnumMap<>(Format.class);

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
        Page page = page(format, begin);
        self.scraped(nanoTime.getAsLong() - begin);
        return page;
    }

    private Page page(Format format, long now) {
        Snapshot known = latest;
        Page page = known != null && known.holds(now, sources) ? known.page(format) : null;
        if (page != null) {
            return page;
        }
        if (!building.tryLock()) {
            page = known != null && known.isInTime(now, sources) ? known.page(format) : null;
            if (page != null) {
                return page;
            }
            building.lock();
        }
        try {
            return build(format);
        } finally {
            building.unlock();
        }
    }

    @Override
    public Page page(Format format, Selection selection) {
        if (selection.equals(Selection.ALL)) {
            return page(format);
        }
        long begin = nanoTime.getAsLong();
        List<Contribution> contributions = snapshot(begin).contributions();
        Page page = RenderedPage.of(format, Layout.of(contributions, selection), contributions, null);
        self.scraped(nanoTime.getAsLong() - begin);
        return page;
    }

    @Override
    public List<MetricFamilySamples> families(Selection selection) {
        List<Contribution> contributions = snapshot(nanoTime.getAsLong()).contributions();
        return Layout.of(contributions, selection).families(contributions);
    }

    @Override
    public List<Trouble> troubles() {
        return snapshot(nanoTime.getAsLong()).contributions().stream()
                .flatMap(one -> one.reading().troubles().stream())
                .toList();
    }

    /** Only the time after the start counts: a sensor that is plugged in later does not make a running hub unready. */
    @Override
    public boolean isReady() {
        return nanoTime.getAsLong() - startedAt >= PATIENCE
                || sources.stream().noneMatch(source -> source instanceof Own own && own.isUntriedSensor());
    }

    private Snapshot snapshot(long now) {
        Snapshot known = latest;
        if (known != null && known.holds(now, sources)) {
            return known;
        }
        building.lock();
        try {
            List<Source> current = sources;
            Snapshot snapshot = take(current);
            publish(snapshot, current);
            return snapshot;
        } finally {
            building.unlock();
        }
    }

    /** Called with the lock. The snapshot is published with its page: whoever sees it need not wait. */
    private Page build(Format format) {
        List<Source> current = sources;
        Snapshot snapshot = take(current);
        RenderedPage page = snapshot.page(format);
        if (page == null) {
            page = snapshot.render(format, lastPages.get(format));
            lastPages.put(format, page);
        }
        publish(snapshot, current);
        return page;
    }

    private void publish(Snapshot snapshot, List<Source> current) {
        latest = snapshot;
        if (sources != current) {
            latest = null; // use() was called meanwhile
        }
    }

    private Snapshot take(List<Source> current) {
        Snapshot known = latest;
        long begin = nanoTime.getAsLong();
        if (known != null && known.holds(begin, current)) {
            return known; // somebody else was building it
        }
        askForeign(current, begin);
        return take(current, nanoTime.getAsLong());
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
                boolean fresh = reading != null && reading.isFresh(now);
                readings.add(new Snapshot.Taken(own, reading, fresh));
                if (reading == null) {
                    own.mute();
                } else {
                    contributions.add(new Contribution(own, reading, fresh, List.of()));
                }
            }
        }
        contributions.sort(Comparator.comparing(one -> one.reading().source()));
        leaveOutFormerHolders(contributions);
        for (Source source : current) {
            Contribution answered = source instanceof Foreign foreign ? foreign.contribution() : null;
            if (answered != null) {
                contributions.add(answered);
            }
        }
        contributions.add(self.contribution(current));
        Snapshot known = latest;
        Layout layout = Layout.of(contributions, known == null ? null : known.layout());
        for (int i = 0; i < contributions.size(); i++) {
            Contribution one = contributions.get(i);
            List<String> complaints = new ArrayList<>(one.complaints());
            complaints.addAll(layout.complaints().get(i));
            one.source().judge(one.reading(), complaints);
        }
        // Now that all are judged there may be other numbers, and somebody who failed for the first time.
        contributions.set(contributions.size() - 1, self.contribution(current));
        layout = Layout.of(contributions, layout);
        return new Snapshot(now, current, readings, contributions, layout);
    }

    /** While a name passes from one sensor to another, both may have said something under it: who was asked last has it. */
    private static void leaveOutFormerHolders(List<Contribution> sorted) {
        for (int i = sorted.size() - 2; i >= 0; i--) {
            if (isOfOneSensor(sorted.get(i).reading(), sorted.get(i + 1).reading())) {
                sorted.remove(i);
            }
        }
    }

    /** One that is disabled has its name, too, and says nothing. */
    private static boolean isOfOneSensor(Reading one, Reading other) {
        return one.isSensor()
                && other.isSensor()
                && one.outline().size() > 0
                && other.outline().size() > 0
                && one.source().equals(other.source());
    }
}
