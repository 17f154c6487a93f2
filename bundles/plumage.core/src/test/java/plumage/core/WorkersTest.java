package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
    private final Workers workers = new Workers();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        workers.close();
    }

    @Test
    void tasksThatWaitDoNotKeepOthersFromRunning() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(15);
        for (int i = 0; i < 15; i++) {
            workers.run(() -> {
                hanging.countDown();
                awaitRelease();
            });
        }
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

        CountDownLatch other = new CountDownLatch(1);
        workers.run(other::countDown);
        assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void moreTasksThanThreadsWaitInOrderAndAllRun() throws InterruptedException {
        AtomicInteger run = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            workers.run(() -> {
                awaitRelease();
                run.incrementAndGet();
                all.countDown();
            });
        }
        assertThat(run).hasValue(0);
        release.countDown();
        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run).hasValue(100);
    }

    @Test
    void aDefectiveTaskDoesNotStopTheTimer() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        workers.after(Duration.ZERO, () -> {
            throw new IllegalStateException("defect");
        });
        workers.after(Duration.ofMillis(1), next::countDown);
        assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nothingBeginsAfterClosing() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        workers.run(() -> {
            threads.add(Thread.currentThread());
            started.countDown();
            awaitRelease();
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        workers.close(); // does not wait for the task
        AtomicInteger later = new AtomicInteger();
        workers.run(later::incrementAndGet);
        workers.after(Duration.ZERO, later::incrementAndGet);
        release.countDown();
        threads.get(0).join(10_000);

        assertThat(threads.get(0).isAlive()).isFalse();
        assertThat(later).hasValue(0);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
