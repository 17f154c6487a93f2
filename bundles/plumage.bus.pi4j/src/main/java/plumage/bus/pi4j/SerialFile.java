package plumage.bus.pi4j;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import plumage.bus.BusException;
import plumage.bus.BusProvider.SerialPort;
import plumage.bus.Fault;

/** An open serial port. */
final class SerialFile implements SerialPort {
    private static final int CHUNK = 4096;
    /** A line that never falls quiet is not listened to for ever. */
    private static final int MOST_DISCARDED = 128 * 1024;

    private static final Duration LONGEST_DISCARD = Duration.ofMillis(500);

    private final Path path;
    private final Terminal terminal;
    private final BooleanSupplier stopping;
    private final LongSupplier clock;
    private int baud;
    private volatile boolean gone;

    /**
     * Takes an open terminal.
     *
     * @param stopping whether whoever reads is to give up
     * @param clock in nanoseconds
     */
    SerialFile(Path path, Terminal terminal, BooleanSupplier stopping, LongSupplier clock) {
        this.path = path;
        this.terminal = terminal;
        this.stopping = stopping;
        this.clock = clock;
    }

    @Override
    public void write(int wantedBaud, byte[] bytes) throws BusException {
        set(wantedBaud);
        if (!terminal.write(bytes)) {
            throw isGoneNow();
        }
    }

    @Override
    public void read(int wantedBaud, byte[] bytes, Duration within) throws BusException {
        set(wantedBaud);
        long start = clock.getAsLong();
        int count = 0;
        while (count < bytes.length) {
            int more = read(bytes, count, bytes.length - count);
            count += more;
            if (count < bytes.length && clock.getAsLong() - start >= within.toNanos()) {
                throw new BusException(
                        Fault.TIMEOUT,
                        String.format(
                                "%s: %d of %d bytes came within %d ms", path, count, bytes.length, within.toMillis()));
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>What waits while nobody reads fills the kernel's line discipline (4 KB), then a buffer behind it (64 KB), which comes forward once the first is empty and is
     * as old. So when anything waits, it is read until the line falls quiet.
     */
    @Override
    public void discard(int wantedBaud) throws BusException {
        set(wantedBaud);
        int waiting = terminal.available();
        if (waiting < 0) {
            throw isGoneNow();
        }
        if (waiting == 0) {
            return;
        }
        byte[] old = new byte[CHUNK];
        long start = clock.getAsLong();
        int count = 0;
        int more;
        do {
            more = read(old, 0, old.length);
            count += more;
        } while (more > 0 && count < MOST_DISCARDED && clock.getAsLong() - start < LONGEST_DISCARD.toNanos());
    }

    private int read(byte[] bytes, int offset, int most) throws BusException {
        if (stopping.getAsBoolean()) {
            throw new BusException(Fault.BUS, path + " is being closed");
        }
        int count = terminal.read(bytes, offset, most);
        if (count < 0) {
            throw isGoneNow();
        }
        return count;
    }

    private void set(int wantedBaud) throws BusException {
        if (baud != wantedBaud) {
            if (!terminal.setBaud(wantedBaud)) {
                throw terminal.available() < 0
                        ? isGoneNow()
                        : new BusException(Fault.BUS, path + " cannot be set to " + wantedBaud + " baud");
            }
            baud = wantedBaud;
        }
    }

    private BusException isGoneNow() {
        gone = true;
        return new BusException(Fault.BUS, path + ": the adapter is gone");
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public void close() {
        terminal.close();
    }
}
