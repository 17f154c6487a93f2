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
