package plumage.tests.programs;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for a condition instead of for a time. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** The first value that fits, asked for again and again. An {@link Exception} counts as a value that does not. */
    public static <T> T get(Duration patience, Callable<T> values, Predicate<? super T> fits)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Object last;
            try {
                T value = values.call();
                if (fits.test(value)) {
                    return value;
                }
                last = value;
            } catch (InterruptedException stop) {
                throw stop;
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("not within " + patience.toSeconds() + " s; the last was: " + last);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
