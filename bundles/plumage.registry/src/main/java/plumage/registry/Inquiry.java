package plumage.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks foreign collectors, two at a time and all within one budget. The threads live for one inquiry, so that none is left behind to be stopped; one that is
 * stuck in foreign code is a daemon, takes part in nothing any more, and ends when that code returns.
 */
final class Inquiry {
    static final Duration BUDGET = Duration.ofMillis(500);

    private static final int AT_A_TIME = 2;

    /** When so many threads are stuck, foreign collectors are not asked until one returns: the hub needs its memory. */
    private static final int MOST_THREADS = 8;

    private final Duration budget;
    private final AtomicInteger threads = new AtomicInteger();

    Inquiry(Duration budget) {
        this.budget = budget;
    }

    /** Asks them all and waits until each has answered, or the budget is used up. Each is told how it ended. */
    void ask(Collection<Foreign> collectors, long now) {
        collectors.forEach(collector -> collector.begin(now));
        Queue<Foreign> queue = new ConcurrentLinkedQueue<>(collectors);
        Map<Foreign, Foreign.Answer> answers = new ConcurrentHashMap<>();
        CountDownLatch open = new CountDownLatch(collectors.size());
        int hands = Math.min(Math.min(AT_A_TIME, collectors.size()), MOST_THREADS - threads.get());
        for (int i = 0; i < hands; i++) {
            start(() -> work(queue, answers, open));
        }
        if (hands > 0) {
            await(open);
        }
        queue.clear();
        collectors.forEach(collector -> collector.end(answers.get(collector)));
    }

    private void work(Queue<Foreign> queue, Map<Foreign, Foreign.Answer> answers, CountDownLatch open) {
        threads.incrementAndGet();
        try {
            for (Foreign next = queue.poll(); next != null; next = queue.poll()) {
                Foreign.Answer answer = next.ask();
                if (answer != null) {
                    answers.put(next, answer);
                }
                open.countDown();
            }
        } finally {
            threads.decrementAndGet();
        }
    }

    private void await(CountDownLatch open) {
        try {
            open.await(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(null, work, "plumage-foreign-collectors", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // the scrape's would be kept by a thread that is stuck
        thread.start();
    }
}
