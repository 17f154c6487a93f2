package plumage.bus.emulated;

import java.time.Duration;

/** What a chip calls time. Conversions end by it, so that a test can let an hour pass at once: see {@link VirtualTime}. */
public interface Time {
    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** Lets time pass while the caller waits: a chip that stretches the clock holds its bus this long. */
    void pass(Duration duration);

    /** The time of this machine. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
