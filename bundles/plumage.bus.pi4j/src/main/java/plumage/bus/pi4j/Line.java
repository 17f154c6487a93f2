package plumage.bus.pi4j;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBus;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * One bus, whoever has it open: its users take turns. A turn is a transfer, or several of one Pi4J user with nobody
 * else's between them.
 */
final class Line implements I2CBus {
    /** Longer than the kernel holds a bus in a transfer that times out and is repeated, so only a stuck user is met. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock(true);

    Line(String name) {
        this(name, PATIENCE);
    }

    Line(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    /**
     * Waits for this thread's turn, which may stand within another of its own. {@link #end} ends it.
     *
     * @throws BusException {@link Fault#BUS} when it does not come in time or the thread is interrupted
     */
    void take() throws BusException {
        try {
            if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusException(
                        Fault.BUS, name + " is held by another user for more than " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusException(Fault.BUS, name + ": interrupted while waiting for its turn", e);
        }
    }

    void end() {
        turn.unlock();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Pi4J's signature
    public <R> R execute(I2C i2c, Callable<R> action) {
        try {
            take();
            try {
                return action.call();
            } finally {
                end();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
