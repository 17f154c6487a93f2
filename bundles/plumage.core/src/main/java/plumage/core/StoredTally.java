package plumage.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.sensor.Tally;

/** One sensor's tally: a number in memory, and what {@link Tallies} reads and stores of it. Not in use until a driver asks for it. */
final class StoredTally implements Tally {
    private final String pid;
    private final Tallies tallies;
    private final CountDownLatch loaded = new CountDownLatch(1);

    // Guarded by this.
    private boolean inUse;
    private boolean ended;
    private boolean changed;
    private long count;
    private long lifetime;

    /** The tally of a configuration's sensor. */
    StoredTally(String pid, Tallies tallies) {
        this.pid = pid;
        this.tallies = tallies;
    }

    String pid() {
        return pid;
    }

    /**
     * Reads what is stored, when this is the first call.
     *
     * @throws BusException {@link Fault#NOT_READY} when the disk does not answer in time; it goes on meanwhile
     */
    Tally ready(Duration patience) throws BusException {
        begin();
        try {
            if (loaded.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return this;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new BusException(Fault.NOT_READY, "the stored count of " + pid + " is not read yet");
    }

    private synchronized void begin() {
        if (!inUse && !ended) {
            inUse = true;
            tallies.begin(this);
        }
    }

    /** Stores soon what was counted: what an attempt under way counts until then too, which nobody has seen yet. */
    synchronized void end() {
        if (inUse && !ended) {
            tallies.end(this);
        }
        ended = true;
    }

    @Override
    public synchronized void add(long more) {
        if (more != 0) {
            count += more;
            lifetime += more;
            changed = true;
        }
    }

    @Override
    public synchronized long count() {
        return count;
    }

    @Override
    public synchronized long lifetime() {
        return lifetime;
    }

    synchronized void goOnFrom(TallyState stored) {
        count = stored.count();
        lifetime = stored.lifetime();
        loaded.countDown();
    }

    /** Whether something was counted that is not stored. */
    synchronized boolean isChanged() {
        return changed;
    }

    /** What is to be stored now. */
    synchronized TallyState state() {
        changed = false;
        return new TallyState(count, lifetime);
    }

    /** What was to be stored was not. */
    synchronized void notStored() {
        changed = true;
    }
}
