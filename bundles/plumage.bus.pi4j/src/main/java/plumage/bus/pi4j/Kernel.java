package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** The system calls that buses need. Results are the kernel's: negative is a negated errno. */
interface Kernel extends AutoCloseable {
    /**
     * Opens for reading and writing; the descriptor is not inherited by child processes.
     *
     * @return a descriptor or a negated errno
     * @throws BusException {@link Fault#BUS} when native code cannot be called on this machine at all
     */
    int open(Path file) throws BusException;

    /** The same for reading only. */
    int openToRead(Path file) throws BusException;

    /**
     * Reads into the rest of a block and moves its position.
     *
     * @param block direct
     * @return how many bytes, 0 at the end, or a negated errno
     */
    int read(int descriptor, ByteBuffer block);

    /**
     * Writes the rest of a block.
     *
     * @param block direct
     * @return how many bytes or a negated errno
     */
    int write(int descriptor, ByteBuffer block);

    /**
     * Waits until something can be read from one of some descriptors, or one has failed.
     *
     * @param block direct, an array of {@code struct pollfd}
     * @param timeoutMillis 0 only looks, negative waits for ever
     * @return of how many that is so, or a negated errno
     */
    int poll(ByteBuffer block, int descriptors, int timeoutMillis);

    /**
     * A descriptor that nobody but this process writes to, to wake one who waits.
     *
     * @return a descriptor or a negated errno
     */
    int eventfd();

    /**
     * Sends a request with the start of a block of memory as its argument.
     *
     * @param block direct
     * @return what the driver returned or a negated errno
     */
    int ioctl(int descriptor, long request, ByteBuffer block);

    /** Gives a descriptor back. Linux frees it whatever close(2) returns, so there is nothing to tell. */
    void close(int descriptor);

    /** Where a direct block lies in memory: structures point into themselves. */
    long addressOf(ByteBuffer block);

    /** The size of a pointer in bytes, 4 or 8. */
    int pointerSize();

    /** Lets go of the native library; calls under way end unharmed, and descriptors can still be closed. */
    @Override
    void close();
}
