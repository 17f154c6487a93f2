package plumage.bus.emulated;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The monotonic clock of this machine. */
enum SystemTime implements Time {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /** Like a transfer in the kernel, it does not end early for an interrupt. */
    @Override
    public void pass(Duration duration) {
        long end = nanos() + duration.toNanos();
        boolean interrupted = false;
        for (long left = duration.toNanos(); left > 0; left = end - nanos()) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted(); // or parking would return at once, again and again
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
