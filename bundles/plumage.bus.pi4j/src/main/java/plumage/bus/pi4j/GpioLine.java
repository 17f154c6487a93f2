package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import plumage.bus.BusException;

/** An input line that this process has. The kernel queues its edges, the oldest of which give way to new ones when nobody takes them. */
final class GpioLine implements AutoCloseable {
    /**
     * An edge.
     *
     * @param active whether it made the line active
     * @param number in the row of all edges since the line was requested, those that gave way too; 32 bits, without sign
     */
    record Event(boolean active, int number) {}

    /** What the kernel queues for one line when it is not asked for more. */
    private static final int QUEUE = 16;
    /** A line that oscillates shall not keep its reader for ever. */
    private static final int MOST_READS = 4;

    private final Kernel kernel;
    private final DeviceFile file;

    GpioLine(Kernel kernel, DeviceFile file) {
        this.kernel = kernel;
        this.file = file;
    }

    /** Its events are there to be read from this file. */
    DeviceFile file() {
        return file;
    }

    /** The level now, debounced if that was asked for. */
    boolean isActive() throws BusException {
        ByteBuffer values = GpioRequest.values();
        int result = file.ioctl(GpioRequest.GPIO_V2_LINE_GET_VALUES_IOCTL, values);
        if (result < 0) {
            throw Errno.failure(file.toString(), -result);
        }
        return GpioRequest.isActive(values);
    }

    /** Takes what is queued, the oldest first; does not wait. One thread at a time. */
    List<Event> events() throws BusException {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < MOST_READS && isReadable(); i++) {
            ByteBuffer block = GpioRequest.block(QUEUE * GpioRequest.EVENT_SIZE);
            int count = file.read(block);
            if (count < 0) {
                throw Errno.failure(file.toString(), -count);
            }
            for (int at = 0; at + GpioRequest.EVENT_SIZE <= count; at += GpioRequest.EVENT_SIZE) {
                events.add(new Event(
                        block.getInt(at + GpioRequest.EVENT_ID) == GpioRequest.EVENT_RISING_EDGE,
                        block.getInt(at + GpioRequest.EVENT_LINE_SEQNO)));
            }
        }
        return events;
    }

    /** The descriptor blocks, so it is read only when there is something. */
    private boolean isReadable() {
        return !DeviceFile.readable(kernel, List.of(file), 0).isEmpty();
    }

    @Override
    public void close() {
        file.close();
    }
}
