package plumage.bus.emulated;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;

/** A device on a serial line of 9600 baud. What it says waits until it is read, as much as a kernel keeps. At another speed it hears nothing and its own words are garbage. */
abstract class SerialChip implements EmulatedChip {
    private static final int BAUD = 9600;
    private static final int KEPT = 4096;
    private static final int GARBLED = 0x59;

    final Time time;
    private final int start;
    private final int length;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    /** One whose commands all begin with one byte and have one length. */
    SerialChip(Time time, int start, int length) {
        this.time = time;
        this.start = start;
        this.length = length;
    }

    /** Hears a whole command. */
    abstract void hear(byte[] command);

    /** Says what it has to say of itself by now; tells when there is more, in the time of {@link Time#nanos}. */
    abstract long speak(long now);

    /** Says something. */
    final void say(byte[] bytes) {
        waiting.write(bytes, 0, Math.min(bytes.length, KEPT - waiting.size()));
    }

    @Override
    public final SerialDevice serial(int baud) {
        return new SerialDevice() {
            @Override
            public void write(int... bytes) {
                if (baud == BAUD) {
                    listen(bytes);
                }
            }

            @Override
            public byte[] read(int count, Duration within) throws BusException {
                byte[] bytes = take(count, within);
                if (baud != BAUD) {
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] ^= GARBLED;
                    }
                }
                return bytes;
            }

            @Override
            public void discard() {
                forget();
            }
        };
    }

    private synchronized void listen(int... bytes) {
        speak(time.nanos());
        for (int b : bytes) {
            if (heard.size() > 0 || (b & 0xFF) == start) {
                heard.write(b);
            }
            if (heard.size() == length) {
                byte[] command = heard.toByteArray();
                heard.reset();
                hear(command);
            }
        }
    }

    private synchronized void forget() {
        speak(time.nanos());
        waiting.reset();
    }

    private byte[] take(int count, Duration within) throws BusException {
        long end = time.nanos() + within.toNanos();
        while (true) {
            long now = time.nanos();
            long next;
            synchronized (this) {
                next = speak(now);
                if (waiting.size() >= count) {
                    byte[] all = waiting.toByteArray();
                    waiting.reset();
                    waiting.write(all, count, all.length - count);
                    return Arrays.copyOf(all, count);
                }
                if (now - end >= 0) {
                    int came = waiting.size();
                    waiting.reset();
                    throw new BusException(
                            Fault.TIMEOUT,
                            String.format("%d of %d bytes came within %d ms", came, count, within.toMillis()));
                }
            }
            time.pass(Duration.ofNanos(Math.min(next, end) - now));
        }
    }
}
