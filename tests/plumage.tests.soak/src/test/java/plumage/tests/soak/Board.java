package plumage.tests.soak;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Where the one who makes events and those who scrape meet: what is expected now, what happened so far, and the first thing that was wrong. */
final class Board {
    private static final int TAIL = 40;

    private final long seed;
    private final long startedAt = System.nanoTime();
    private final Deque<String> tail = new ArrayDeque<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final List<Update> updates = new ArrayList<>();
    private volatile Expectation expectation = Expectation.NONE;
    private int events;
    private int lives;

    /** When an update was, in Unix time. */
    private record Update(double from, double to) {}

    Board(long seed) {
        this.seed = seed;
    }

    Expectation expectation() {
        return expectation;
    }

    /** An event is about to have its effect. */
    synchronized void happens(Events.Event event, World.State next) {
        events++;
        counts.merge(event.kind(), 1, Integer::sum);
        tell("#" + events + " " + event.kind() + " " + event.text());
        if (event.kind().isUpdate()) {
            updates.add(new Update(unixSeconds(), Double.POSITIVE_INFINITY));
        }
        expectation = expectation.changing(
                next, event.kind().isUpdate() ? event.kind().toString() : "");
    }

    /** A page has shown exactly this. */
    synchronized void settled(World.State now) {
        tell("settled: " + now.sensors().keySet());
        if (!expectation.open().isEmpty()) {
            updates.add(new Update(updates.remove(updates.size() - 1).from(), unixSeconds()));
        }
        expectation = expectation.settled(now, lives);
        lives += now.sensors().size();
    }

    /** Whether a scrape that began then can have met an update, when it may have taken so long. */
    synchronized boolean isOfUpdate(double unixSeconds, double longest) {
        return updates.stream().anyMatch(update -> unixSeconds >= update.from - longest && unixSeconds <= update.to);
    }

    private static double unixSeconds() {
        return System.currentTimeMillis() / 1e3;
    }

    /** For the history. */
    synchronized void tell(String line) {
        tail.add(String.format("%9.3f s  %s", (System.nanoTime() - startedAt) / 1e9, line));
        if (tail.size() > TAIL) {
            tail.remove();
        }
    }

    synchronized int events() {
        return events;
    }

    synchronized Map<Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }

    /** Something is wrong; the first counts. */
    void fail(String what, Throwable why) {
        StringWriter trace = new StringWriter();
        why.printStackTrace(new PrintWriter(trace));
        failure.compareAndSet(null, message(what + ": " + why.getMessage()) + "\n" + trace);
    }

    /** Ends the run when something was wrong. */
    void check() {
        String message = failure.get();
        if (message != null) {
            throw new AssertionError(message);
        }
    }

    /** What somebody needs who looks for the cause. */
    synchronized String message(String what) {
        return what + "\nseed " + seed + ", event " + events + "; to repeat it: -Dplumage.soak.seed=" + seed
                + "\nwhat happened last:\n" + tail.stream().collect(Collectors.joining("\n"));
    }
}
