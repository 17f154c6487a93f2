package plumage.bus.emulated;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import plumage.bus.Delay;

/** Time that passes only when somebody waits: a chip driven with this as its delay needs no real time at all. Starts at 0. */
public final class VirtualTime implements Time, Delay {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Override
    public void pause(Duration duration) {
        pass(duration);
    }
}
