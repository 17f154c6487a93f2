package plumage.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Outline;

/** Somebody else's collector, or registry of collectors: nothing is known of what its code does, so it is called only on threads that may be lost. */
final class Foreign extends Source {
    private static final long PERIOD = Duration.ofSeconds(1).toNanos();

    private final Supplier<? extends Iterable<MetricFamilySamples>> call;
    private final boolean registry;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean asked;
    private volatile long askedAt;
    private @Nullable Checked answer;
    private volatile Outline outline = Outline.EMPTY;

    private Foreign(String name, boolean registry, Supplier<? extends Iterable<MetricFamilySamples>> call) {
        super(name);
        this.registry = registry;
        this.call = call;
    }

    static Foreign of(String name, Collector collector) {
        return new Foreign(name, false, collector::collect);
    }

    static Foreign of(String name, CollectorRegistry registry) {
        return new Foreign(name, true, () -> Collections.list(registry.metricFamilySamples()));
    }

    /** Whether what it gives may be reachable another way too. */
    boolean isRegistry() {
        return registry;
    }

    /** Whether it was not asked for a second. */
    boolean isDue(long now) {
        return !asked || now - askedAt >= PERIOD;
    }

    /** Begins a question; what it answered before is forgotten. */
    void begin(long now) {
        askedAt = now;
        asked = true;
        answer = null;
    }

    /** Whether a thread is inside its code. */
    boolean isBusy() {
        return busy.get();
    }

    /** Calls it, unless a thread is inside its code already. Waits for whatever it does. */
    @Nullable
    Answer ask() {
        if (!busy.compareAndSet(false, true)) {
            return null;
        }
        try {
            Checked checked = Checked.of(name(), call.get(), outline);
            outline = checked.reading().outline();
            return new Answer(checked, null);
        } catch (Throwable thrown) { // foreign code: anything, also an Error of linkage or of its own
            return new Answer(null, thrown);
        } finally {
            busy.set(false);
        }
    }

    /** Ends a question: what the answer was, {@code null} when there was none in time. */
    void end(@Nullable Answer given) {
        if (given == null) {
            if (isBusy()) {
                late();
            }
        } else if (given.thrown() != null) {
            threw(given.thrown());
        } else {
            answer = given.checked();
        }
    }

    /** What it answered last, {@code null} when it did not. */
    @Nullable
    Contribution contribution() {
        return answer == null ? null : new Contribution(this, answer.reading(), true, answer.complaints());
    }

    /**
     * What came of a call.
     *
     * @param checked what it gave
     * @param thrown what it threw instead
     */
    record Answer(@Nullable Checked checked, @Nullable Throwable thrown) {}
}
