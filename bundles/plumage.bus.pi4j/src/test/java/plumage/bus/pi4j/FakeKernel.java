package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A kernel whose drivers are lambdas; it keeps account of descriptors. */
final class FakeKernel implements Kernel {
    /** A driver's ioctl. */
    @FunctionalInterface
    interface Driver {
        int ioctl(long request, ByteBuffer block);
    }

    private static final long BASE = 0x7000_0000L;

    final Map<String, Driver> drivers = new HashMap<>();
    final Map<String, Integer> refusals = new HashMap<>();
    /** What poll(2) finds. */
    final Map<String, BooleanSupplier> readable = new HashMap<>();

    final List<String> opened = new ArrayList<>();
    final List<Integer> closed = new ArrayList<>();

    @Override
    public synchronized int open(Path file) {
        String name = file.toString();
        if (refusals.containsKey(name)) {
            return -refusals.get(name);
        }
        if (!drivers.containsKey(name)) {
            return -2; // ENOENT
        }
        opened.add(name);
        return opened.size();
    }

    @Override
    public int openToRead(Path file) {
        return open(file);
    }

    /** Reading a file is ioctl 0 of its driver. */
    @Override
    public int read(int descriptor, ByteBuffer block) {
        return ioctl(descriptor, 0, block);
    }

    @Override
    public int write(int descriptor, ByteBuffer block) {
        throw new UnsupportedOperationException();
    }

    /** Looks and never waits. */
    @Override
    public int poll(ByteBuffer block, int descriptors, int timeoutMillis) {
        int found = 0;
        for (int i = 0; i < descriptors; i++) {
            String name = opened.get(block.getInt(8 * i) - 1);
            if (readable.getOrDefault(name, () -> false).getAsBoolean()) {
                block.putShort(8 * i + 6, block.getShort(8 * i + 4));
                found++;
            }
        }
        return found;
    }

    @Override
    public int eventfd() {
        throw new UnsupportedOperationException();
    }

    /** Gives a descriptor as a driver does that has another file behind it. */
    synchronized int give(String name) {
        opened.add(name);
        return opened.size();
    }

    @Override
    public int ioctl(int descriptor, long request, ByteBuffer block) {
        return drivers.get(opened.get(descriptor - 1)).ioctl(request, block.order(ByteOrder.nativeOrder()));
    }

    @Override
    public synchronized void close(int descriptor) {
        closed.add(descriptor);
    }

    @Override
    public long addressOf(ByteBuffer block) {
        return BASE;
    }

    @Override
    public int pointerSize() {
        return 8;
    }

    @Override
    public void close() {}

    synchronized int open() {
        return opened.size() - closed.size();
    }

    /** One i2c_msg as a 64-bit kernel reads it. */
    record Message(int address, int flags, String hex, int length, int at) {
        boolean reads() {
            return (flags & 1) != 0;
        }
    }

    /** The messages of I2C_RDWR, by the offsets of linux/i2c.h and linux/i2c-dev.h. */
    static List<Message> messages(ByteBuffer block) {
        int first = (int) (block.getLong(0) - BASE);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < block.getInt(8); i++) {
            int message = first + 16 * i;
            byte[] bytes = new byte[Short.toUnsignedInt(block.getShort(message + 4))];
            int at = (int) (block.getLong(message + 8) - BASE);
            block.get(at, bytes);
            messages.add(new Message(
                    block.getShort(message),
                    block.getShort(message + 2),
                    HexFormat.of().formatHex(bytes),
                    bytes.length,
                    at));
        }
        return messages;
    }
}
