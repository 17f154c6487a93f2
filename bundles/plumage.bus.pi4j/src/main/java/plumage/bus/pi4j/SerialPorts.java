package plumage.bus.pi4j;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** The serial ports below {@code /dev}. */
final class SerialPorts {
    /** Who may open serial ports by Debian's udev rules. */
    static final String GROUP = "dialout";

    private final Terminal.Opener opener;
    private final Path dev;
    private volatile boolean stopping;

    SerialPorts(Terminal.Opener opener, Path dev) {
        this.opener = opener;
        this.dev = dev;
    }

    /**
     * Opens a port.
     *
     * @param device its name below {@code /dev}, perhaps that of a link such as {@code serial/by-id/…}
     * @throws BusException {@link Fault#BUS} when it is not there, not permitted, held by somebody else or no serial port
     */
    SerialFile open(String device) throws BusException {
        Path path = dev.resolve(device);
        return new SerialFile(path, opener.open(path, real(path)), () -> stopping, System::nanoTime);
    }

    /** Links are followed here: by several names it is one port, and jSerialComm would look for what is missing elsewhere, by the last part of its name. */
    private static Path real(Path path) throws BusException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException absent) {
            throw DeviceFile.refusal(path, GROUP, Errno.ENOENT.number);
        } catch (AccessDeniedException forbidden) {
            throw DeviceFile.refusal(path, GROUP, Errno.EACCES);
        } catch (IOException refused) {
            throw new BusException(Fault.BUS, "cannot open " + refused.getMessage(), refused); // it names the path
        }
    }

    /** Whoever reads gives up soon. */
    void stop() {
        stopping = true;
    }
}
