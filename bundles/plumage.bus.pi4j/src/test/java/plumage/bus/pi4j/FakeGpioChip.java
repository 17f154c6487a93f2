package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A GPIO chip of a {@link FakeKernel}, by the offsets of linux/gpio.h, of whose lines one can be requested at a time. */
final class FakeGpioChip {
    /** A v2 ioctl of an older kernel. */
    boolean old;

    int refusal;
    String consumer = "";
    long flags;
    long requestedFlags;
    int debounceMicros;
    String requester = "";
    int gone;
    boolean active;

    private final FakeKernel kernel;
    private final String line;
    private final String[] names;
    private final Deque<Integer> queue = new ArrayDeque<>();
    private int seqno;

    FakeGpioChip(FakeKernel kernel, String path, String... names) {
        this.kernel = kernel;
        this.line = path + " line";
        this.names = names;
        kernel.drivers.put(path, this::chip);
        kernel.drivers.put(line, this::line);
        kernel.readable.put(line, () -> gone != 0 || !queue.isEmpty());
    }

    /** Numbers the edges from here on. */
    void seqno(int next) {
        seqno = next;
    }

    /** Edges, of which the kernel keeps the last 16. */
    void edges(long count) {
        for (long i = 0; i < count; i++) {
            if (queue.size() == 16) {
                queue.remove();
            }
            queue.add(++seqno);
        }
    }

    private int chip(long request, ByteBuffer block) {
        if (request == 0x8044B401L) {
            block.putInt(64, names.length);
            return 0;
        }
        if (old) {
            return -22;
        }
        if (request == 0xC100B405L) {
            put(block, 0, names[block.getInt(64)]);
            put(block, 32, consumer);
            block.putLong(72, flags);
            return 0;
        }
        if (request == 0xC250B407L) {
            if (refusal != 0) {
                return -refusal;
            }
            byte[] label = new byte[32];
            block.get(256, label);
            requester = new String(label, StandardCharsets.US_ASCII).trim();
            requestedFlags = block.getLong(288);
            debounceMicros = block.getInt(296) == 1 && block.getInt(320) == 3 ? block.getInt(328) : 0;
            seqno = 0;
            queue.clear();
            block.putInt(588, kernel.give(line));
            return 0;
        }
        return -25;
    }

    /** Reading is request 0. */
    private int line(long request, ByteBuffer block) {
        if (gone != 0) {
            return -gone;
        }
        if (request == 0xC010B40EL) {
            block.putLong(0, active ? block.getLong(8) : 0);
            return 0;
        }
        int count = 0;
        while (!queue.isEmpty() && block.remaining() >= count + 48) {
            block.putInt(count + 8, 1);
            block.putInt(count + 20, queue.remove());
            count += 48;
        }
        return count;
    }

    private static void put(ByteBuffer block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        block.put(at, bytes);
        block.put(at + bytes.length, (byte) 0);
    }
}
