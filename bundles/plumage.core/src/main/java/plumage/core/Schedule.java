package plumage.core;

import java.time.Duration;

/** Time and threads, as sensors see them: a parameter, so that tests need neither. */
interface Schedule {
    /** Something that will be done. */
    @FunctionalInterface
    interface Appointment {
        /** Leaves it undone, unless it has begun. */
        void cancel();
    }

    /** The monotonic clock, as {@link System#nanoTime}. */
    long nanoTime();

    /** The wall clock: seconds since 1970. */
    double unixSeconds();

    /** Does a task that may block, soon. */
    void run(Runnable task);

    /** Does a task that does not block, after a while; never when the schedule has ended. */
    Appointment after(Duration delay, Runnable task);
}
