package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * One open device file. A descriptor is a number that the kernel gives to the next who opens anything, so it is given
 * back exactly once, and only when no call uses it: closing during a transfer leaves that to the thread inside.
 */
final class DeviceFile implements AutoCloseable {
    private final Kernel kernel;
    private final Path path;
    private final int descriptor;
    private int calls;
    private boolean closed;
    private volatile boolean gone;

    private DeviceFile(Kernel kernel, Path path, int descriptor) {
        this.kernel = kernel;
        this.path = path;
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
            throw new BusException(Fault.BUS, refusal(path, group, -descriptor));
        }
        return new DeviceFile(kernel, path, descriptor);
    }

    private static String refusal(Path path, String group, int errno) {
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

    private synchronized void enter() throws BusException {
        if (closed) {
            throw new BusException(Fault.BUS, path + " was closed");
        }
        calls++;
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
        return path.toString();
    }
}
