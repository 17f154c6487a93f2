package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.GpioSetup;

/** An open {@code /dev/gpiochipN}. Lines that were requested from it stay when it is closed. */
final class GpioChip implements AutoCloseable {
    /** Who may open it by the distributions' udev rules. */
    private static final String GROUP = "gpio";

    private final Kernel kernel;
    private final DeviceFile file;
    private final int lines;

    private GpioChip(Kernel kernel, DeviceFile file, int lines) {
        this.kernel = kernel;
        this.file = file;
        this.lines = lines;
    }

    /**
     * Opens a chip and makes sure that it is one.
     *
     * @throws BusException {@link Fault#BUS} while it is absent or not permitted
     */
    static GpioChip open(Kernel kernel, Path path) throws BusException {
        DeviceFile file = DeviceFile.open(kernel, path, GROUP);
        try {
            ByteBuffer info = GpioRequest.block(GpioRequest.CHIP_INFO_SIZE);
            int result = file.ioctl(GpioRequest.GPIO_GET_CHIPINFO_IOCTL, info);
            if (result < 0) {
                throw new BusException(Fault.BUS, file + ": " + Errno.describe(-result));
            }
            return new GpioChip(kernel, file, info.getInt(GpioRequest.CHIP_INFO_LINES));
        } catch (BusException e) {
            file.close();
            throw e;
        }
    }

    /** How many lines it has; they are numbered from 0 on. */
    int lines() {
        return lines;
    }

    /** The kernel's name of a line; empty without one. */
    String name(int line) throws BusException {
        return GpioRequest.text(info(line), GpioRequest.LINE_INFO_NAME);
    }

    private ByteBuffer info(int line) throws BusException {
        if (line >= lines) {
            throw new BusException(Fault.BUS, file + " has no line " + line + ": it has " + lines + ", from 0 on");
        }
        ByteBuffer info = GpioRequest.lineInfo(line);
        int result = file.ioctl(GpioRequest.GPIO_V2_GET_LINEINFO_IOCTL, info);
        if (result == -Errno.EINVAL.number || result == -Errno.ENOTTY.number) {
            throw new BusException(Fault.BUS, file + ": input lines need Linux 5.10 or newer");
        }
        if (result < 0) {
            throw new BusException(Fault.BUS, file + ": " + Errno.describe(-result));
        }
        return info;
    }

    /**
     * Makes a line an input of this process, with events.
     *
     * @param where how its user calls it, for messages
     * @param consumer how others shall see who has it; at most 31 letters
     * @throws BusException {@link Fault#BUS} when it is not there, is an output, or is used by somebody, who is named
     */
    GpioLine request(String where, int line, String consumer, GpioSetup setup) throws BusException {
        long flags = info(line).getLong(GpioRequest.LINE_INFO_FLAGS);
        if ((flags & (GpioRequest.FLAG_USED | GpioRequest.FLAG_OUTPUT)) == GpioRequest.FLAG_OUTPUT) {
            throw new BusException(
                    Fault.BUS, where + " is an output, and something may be wired to it: make it an input by gpioget");
        }
        ByteBuffer request = GpioRequest.request(line, consumer, setup);
        int result = file.ioctl(GpioRequest.GPIO_V2_GET_LINE_IOCTL, request);
        if (result < 0) {
            throw new BusException(Fault.BUS, where + refusal(line, -result));
        }
        return new GpioLine(kernel, DeviceFile.of(kernel, where, request.getInt(GpioRequest.REQUEST_FD)));
    }

    private String refusal(int line, int errno) throws BusException {
        if (errno == Errno.EBUSY.number) {
            String consumer = GpioRequest.text(info(line), GpioRequest.LINE_INFO_CONSUMER);
            return " is used by " + (consumer.isEmpty() ? "somebody who gives no name" : consumer) + " (EBUSY)";
        }
        if (errno == Errno.ENXIO.number) {
            return ": its chip has no interrupt that would tell edges (ENXIO)";
        }
        return ": " + Errno.describe(errno);
    }

    @Override
    public void close() {
        file.close();
    }
}
