package plumage.bus;

import java.time.Duration;

/**
 * A device at the other end of a serial line: eight data bits, no parity, one stop bit. The line has no other user; what the device says unasked waits in the
 * kernel's buffer, as much as fits. All calls throw {@link BusException}: {@link Fault#BUS} when the port is absent, not permitted or held by another process.
 */
public interface SerialDevice {
    /** Sends bytes, the low eight bits of each. */
    void write(int... bytes) throws BusException;

    /**
     * Reads exactly so many bytes.
     *
     * @param within how long all of them may take
     * @throws BusException {@link Fault#TIMEOUT} when fewer came; those are lost
     */
    byte[] read(int count, Duration within) throws BusException;

    /** Throws away what came and was not read: it may be as old as the last measurement. */
    void discard() throws BusException;
}
