package plumage.bus.emulated;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** What goes wrong on demand, at one address or on a whole bus. It stays with the place, whatever is plugged there. Thread safe. */
public final class Faults {
    private static final long UNTIL_CLEARED = Long.MAX_VALUE;

    private final Object monitor = new Object();
    private @Nullable Fault fault;
    private long left;
    private @Nullable CountDownLatch hang;
    private int held;

    Faults() {}

    /**
     * Makes the next transfers fail; takes the place of what was asked for before.
     *
     * @param fault {@link Fault#NACK}, {@link Fault#TIMEOUT} or {@link Fault#BUS}: the transfer does not reach the chip; {@link Fault#CRC}: it does, and
     *     one bit of the first byte of its answer is wrong (a transfer without answer does not count)
     * @throws IllegalArgumentException for another fault: those are a chip's to make
     */
    public void next(Fault fault, int transfers) {
        set(fault, transfers);
    }

    /** Like {@link #next}, until {@link #clear}. */
    public void always(Fault fault) {
        set(fault, UNTIL_CLEARED);
    }

    /** Makes the next transfers hang, as in a kernel that cannot be interrupted, until {@link #clear}; then they end in {@link Fault#TIMEOUT}. */
    public void hang() {
        synchronized (monitor) {
            if (hang == null) {
                hang = new CountDownLatch(1);
            }
        }
    }

    /** Makes an end of all faults and lets go of transfers that hang. */
    public void clear() {
        synchronized (monitor) {
            fault = null;
            if (hang != null) {
                hang.countDown();
                hang = null;
            }
        }
    }

    /**
     * Waits until a transfer hangs.
     *
     * @throws TimeoutException when none does within this time
     */
    public void awaitHung(Duration within) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + within.toNanos();
        synchronized (monitor) {
            while (held == 0) {
                long nanos = end - System.nanoTime();
                if (nanos <= 0) {
                    throw new TimeoutException("no transfer hangs after " + within);
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, nanos);
            }
        }
    }

    /** Before a transfer reaches the chip. */
    void before() throws BusException {
        CountDownLatch hanging;
        synchronized (monitor) {
            hanging = hang;
            if (hanging == null) {
                if (fault != null && fault != Fault.CRC && take()) {
                    throw new BusException(fault, "made to fail: " + fault.label());
                }
                return;
            }
            held++;
            monitor.notifyAll();
        }
        awaitUninterruptibly(hanging);
        synchronized (monitor) {
            held--;
        }
        throw new BusException(Fault.TIMEOUT, "hung until it was let go");
    }

    /** After the chip has answered. */
    void after(byte[] answer) {
        synchronized (monitor) {
            if (fault == Fault.CRC && answer.length > 0 && take()) {
                answer[0] ^= 0x10;
            }
        }
    }

    /** Whether nothing goes wrong. */
    boolean none() {
        synchronized (monitor) {
            return hang == null && (fault == null || left == 0);
        }
    }

    /** For people. */
    @Override
    public String toString() {
        synchronized (monitor) {
            return hang != null ? "hangs" : fault != null && left > 0 ? fault.label() : "works";
        }
    }

    private void set(Fault wanted, long transfers) {
        switch (wanted) {
            case NACK, TIMEOUT, BUS, CRC -> {}
            default ->
                throw new IllegalArgumentException(
                        "a bus cannot make " + wanted.label() + "; it can make nack, timeout, bus and crc");
        }
        synchronized (monitor) {
            fault = transfers > 0 ? wanted : null;
            left = transfers;
        }
    }

    /** Whether the fault strikes this transfer; call with the monitor held. */
    private boolean take() {
        if (left == 0) {
            return false;
        }
        if (left != UNTIL_CLEARED) {
            left--;
        }
        return true;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
