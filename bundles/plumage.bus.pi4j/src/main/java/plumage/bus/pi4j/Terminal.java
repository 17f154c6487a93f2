package plumage.bus.pi4j;

import java.nio.file.Path;
import java.time.Duration;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** An open terminal, as Linux calls a serial port: raw, eight data bits, no parity, one stop bit. */
interface Terminal extends AutoCloseable {
    /** How long {@link #read} waits for a first byte, which is how soon a reader sees that it is to stop. */
    Duration WAIT = Duration.ofMillis(100);

    /** Opens terminals. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens one for this process alone.
         *
         * @param path as configured
         * @param real the device file that it leads to
         * @throws BusException {@link Fault#BUS} when it is not there, not permitted, held by somebody else or no terminal
         */
        Terminal open(Path path, Path real) throws BusException;
    }

    /** Sets its speed; false when it cannot have that one. */
    boolean setBaud(int baud);

    /** How many bytes wait to be read, or a negative number when the port is gone. Those that did not fit there are not counted: the kernel has a second buffer. */
    int available();

    /**
     * Reads what there is, or waits a little for it.
     *
     * @return how many bytes, 0 when none came within {@link #WAIT}, or a negative number when the port is gone
     */
    int read(byte[] bytes, int offset, int most);

    /** Sends bytes; false when the port is gone. */
    boolean write(byte[] bytes);

    @Override
    void close();
}
