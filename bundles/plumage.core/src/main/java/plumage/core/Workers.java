package plumage.core;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of all sensors: a timer that never blocks, and a small pool that does. The pool grows when all its threads wait (for a conversion, or for a
 * transfer that hangs) and shrinks when they are idle. All are daemons.
 */
final class Workers implements Schedule, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    /** A thousand chips that convert for 25 ms, each once a second, are 25 that wait at any time, and more when many start. */
    private static final int MOST_THREADS = 64;

    /** A task goes to the thread that has waited longest. With a longer time ten sensors that are read every ten seconds would keep ten threads for ever. */
    private static final int IDLE_SECONDS = 1;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("plumage-timer"));
    private final ThreadPoolExecutor pool;

    Workers() {
        timer.setRemoveOnCancelPolicy(true);
        // A task goes to an idle thread, else to a new one, and waits in the queue only when there are enough: the
        // order that a plain queue turns round.
        LinkedTransferQueue<Runnable> queue = new LinkedTransferQueue<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean offer(Runnable task) {
                return tryTransfer(task);
            }
        };
        pool = new ThreadPoolExecutor(
                1, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, queue, named("plumage-worker"), (task, full) -> {
                    if (!full.isShutdown()) {
                        queue.put(task);
                    }
                });
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public double unixSeconds() {
        return System.currentTimeMillis() / 1e3;
    }

    @Override
    public void run(Runnable task) {
        pool.execute(task);
    }

    @Override
    public Appointment after(Duration delay, Runnable task) {
        try {
            Future<?> future = timer.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException defect) {
            LOG.error("defect in a timed task", defect); // a scheduled executor would keep it to itself
        }
    }

    /** Ends the threads, those that are inside a transfer as soon as it returns. Does not wait. */
    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdown();
    }

    /** One thread that does one thing after the other, and is not there when there is nothing. Once it is shut down, what comes is left undone. */
    static ExecutorService single(String name) {
        ThreadPoolExecutor single = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named(name),
                new ThreadPoolExecutor.DiscardPolicy());
        single.allowCoreThreadTimeOut(true);
        return single;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = Executors.defaultThreadFactory();
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setName(name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
