package plumage.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;

/** Time that passes when a test says so, also inside a task: as it does inside a transfer that hangs. */
final class ManualSchedule implements Schedule {
    private record Due(long at, long order, Runnable task) {}

    private final Queue<Due> timed =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private final Deque<Runnable> blocking = new ArrayDeque<>();
    private long now = 1_000_000_000_000L;
    private long order;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public double unixSeconds() {
        return 1.7e9 + (now - 1_000_000_000_000L) / 1e9;
    }

    @Override
    public void run(Runnable task) {
        blocking.add(task);
    }

    @Override
    public Appointment after(Duration delay, Runnable task) {
        Due due = new Due(now + delay.toNanos(), order++, task);
        timed.add(due);
        return () -> timed.remove(due);
    }

    /** Time passes and nothing is done, as when the machine stands still. */
    void stall(Duration duration) {
        now += duration.toNanos();
    }

    void pass(Duration duration) {
        long until = now + duration.toNanos();
        while (!timed.isEmpty() && timed.element().at() <= until) {
            Due due = timed.remove();
            now = Math.max(now, due.at());
            due.task().run();
            while (!blocking.isEmpty()) {
                blocking.remove().run();
            }
        }
        now = Math.max(now, until);
    }
}
