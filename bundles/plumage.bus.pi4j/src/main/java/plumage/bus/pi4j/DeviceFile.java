package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * One open device file. A descriptor is a number that the kernel gives to the next who opens anything, so it is given
 * back exactly once, and only when no call uses it: closing during a transfer leaves that to the thread inside.
 */
final class DeviceFile implements AutoCloseable {
    /** {@code struct pollfd}: descriptor, events asked for, events found; the kernel adds errors by itself. */
    private static final int POLLFD = 8;

    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_REVENTS = 6;
    private static final short POLLIN = 1;

    private final Kernel kernel;
    private final String name;
    private final int descriptor;
    private int calls;
    private boolean closed;
    private volatile boolean gone;

    private DeviceFile(Kernel kernel, String name, int descriptor) {
        this.kernel = kernel;
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Opens it.
     *
     * @param group who may open it by the distributions' udev rules
     * @throws BusException {@link Fault#BUS} while it is not there or not permitted
     */
    static DeviceFile open(Kernel kernel, Path path, String group) throws BusException {
        int descriptor = kernel.open(path);
        if (descriptor < 0) {
            throw refusal(path, group, -descriptor);
        }
        return new DeviceFile(kernel, path.toString(), descriptor);
    }

    /** A descriptor that the kernel has given in another way than by opening a file. */
    static DeviceFile of(Kernel kernel, String name, int descriptor) {
        return new DeviceFile(kernel, name, descriptor);
    }

    /** Why a device file does not open, for a person. */
    static BusException refusal(Path path, String group, int errno) {
        return new BusException(Fault.BUS, refusalInWords(path, group, errno));
    }

    private static String refusalInWords(Path path, String group, int errno) {
        if (errno == Errno.EACCES || errno == Errno.EPERM) {
            return String.format(
                    "no permission to open %s: add the user of this process to the group %s (usermod -aG %s NAME)"
                            + " and start it again",
                    path, group, group);
        }
        if (errno == Errno.ENOENT.number || errno == Errno.ENXIO.number || errno == Errno.ENODEV.number) {
            return path + " is not there: the bus is not enabled or its adapter is unplugged";
        }
        return "cannot open " + path + ": " + Errno.describe(errno);
    }

    /**
     * Sends a request.
     *
     * @return what the driver returned or a negated errno
     * @throws BusException {@link Fault#BUS} when it was closed before
     */
    int ioctl(long request, ByteBuffer block) throws BusException {
        enter();
        try {
            int result = kernel.ioctl(descriptor, request, block);
            if (Errno.isGone(-result)) {
                gone = true;
            }
            return result;
        } finally {
            leave();
        }
    }

    /** Whether a request was answered by an adapter that is gone. */
    boolean isGone() {
        return gone;
    }

    /**
     * Reads into the rest of a block and moves its position.
     *
     * @return how many bytes, 0 at the end, or a negated errno
     * @throws BusException {@link Fault#BUS} when it was closed before
     */
    int read(ByteBuffer block) throws BusException {
        enter();
        try {
            return kernel.read(descriptor, block);
        } finally {
            leave();
        }
    }

    /**
     * Writes the rest of a block.
     *
     * @return how many bytes or a negated errno
     * @throws BusException {@link Fault#BUS} when it was closed before
     */
    int write(ByteBuffer block) throws BusException {
        enter();
        try {
            return kernel.write(descriptor, block);
        } finally {
            leave();
        }
    }

    /** Those of some files of one kernel that have something to read, or have failed, which reading tells. Closed ones never do. */
    static List<DeviceFile> readable(Kernel kernel, List<DeviceFile> files, int timeoutMillis) {
        List<DeviceFile> entered = files.stream().filter(DeviceFile::tryEnter).toList();
        try {
            ByteBuffer block =
                    ByteBuffer.allocateDirect(POLLFD * entered.size()).order(ByteOrder.nativeOrder());
            for (int i = 0; i < entered.size(); i++) {
                block.putInt(POLLFD * i, entered.get(i).descriptor);
                block.putShort(POLLFD * i + POLLFD_EVENTS, POLLIN);
            }
            // An error of its own, such as a signal, is nothing to read.
            kernel.poll(block, entered.size(), timeoutMillis);
            List<DeviceFile> readable = new ArrayList<>();
            for (int i = 0; i < entered.size(); i++) {
                if (block.getShort(POLLFD * i + POLLFD_REVENTS) != 0) {
                    readable.add(entered.get(i));
                }
            }
            return readable;
        } finally {
            entered.forEach(DeviceFile::leave);
        }
    }

    private void enter() throws BusException {
        if (!tryEnter()) {
            throw new BusException(Fault.BUS, name + " was closed");
        }
    }

    private synchronized boolean tryEnter() {
        if (!closed) {
            calls++;
        }
        return !closed;
    }

    private synchronized void leave() {
        calls--;
        closeUnused();
    }

    /** Admits no further call and returns at once. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            closeUnused();
        }
    }

    private void closeUnused() {
        if (closed && calls == 0) {
            kernel.close(descriptor);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
