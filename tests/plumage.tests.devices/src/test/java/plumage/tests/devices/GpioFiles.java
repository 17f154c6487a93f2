package plumage.tests.devices;

import static plumage.tests.devices.DeviceFiles.receive;
import static plumage.tests.devices.DeviceFiles.send;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The GPIO part of {@link DeviceFiles}: chips, and the lines that were requested from them, which are files of their own. */
final class GpioFiles {
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final int TEXT = 32;
    private static final String CONTROL = " control";

    /** A requested line as a file. */
    private static final class LineFile {
        final String chip;
        final GpioChipModel.Line line;
        /** Whether a byte is on its way that nobody has read. */
        final AtomicBoolean rung = new AtomicBoolean();

        volatile SocketChannel connection;

        LineFile(String chip, GpioChipModel.Line line) {
            this.chip = chip;
            this.line = line;
        }

        void ring() {
            if (!rung.getAndSet(true)) {
                try {
                    send(connection, new byte[1]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private final Map<String, GpioChipModel> chips = new ConcurrentHashMap<>();
    private final Map<String, LineFile> lines = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    void put(String path, GpioChipModel chip) {
        chips.put(path, chip);
    }

    /** Who polls one of its lines wakes up. */
    void remove(String path) {
        if (chips.remove(path) == null) {
            return;
        }
        lines.values().stream().filter(line -> line.chip.equals(path)).forEach(line -> {
            try {
                line.line.release();
                line.connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    boolean has(String path) {
        return chips.containsKey(path) || lines.containsKey(line(path));
    }

    private static String line(String path) {
        return path.endsWith(CONTROL) ? path.substring(0, path.length() - CONTROL.length()) : path;
    }

    /** Lets a file be opened. A line tells its edges from then on: who has it and makes one finds it there. */
    void accept(String path, SocketChannel connection) throws IOException {
        LineFile file = lines.get(path);
        if (file == null) {
            send(connection, 0);
            return;
        }
        synchronized (file.line) {
            file.connection = connection;
            send(connection, 0);
            file.line.bell(file::ring);
        }
    }

    void request(char verb, SocketChannel connection, String path) throws IOException {
        switch (verb) {
            case 'c' -> chipInfo(connection, chips.get(path));
            case 'l' -> lineInfo(connection, chips.get(path));
            case 'r' -> requestLine(connection, path);
            case 'v' -> values(connection, lines.get(line(path)));
            case 'e' -> events(connection, lines.get(line(path)));
            case 'q' -> release(connection, line(path));
            default -> throw new IllegalStateException("no such request: " + verb);
        }
    }

    private static void chipInfo(SocketChannel connection, GpioChipModel chip) throws IOException {
        if (chip == null) {
            send(connection, -ENODEV);
            return;
        }
        send(connection, 0);
        send(connection, text(chip.label()));
        send(connection, chip.lines().size());
    }

    private static void lineInfo(SocketChannel connection, GpioChipModel chip) throws IOException {
        int offset = receive(connection, 4).getInt();
        if (chip == null) {
            send(connection, -ENODEV);
        } else if (chip.old() || offset >= chip.lines().size()) {
            send(connection, -EINVAL);
        } else {
            GpioChipModel.Line line = chip.lines().get(offset);
            send(connection, 0);
            send(connection, text(line.name()));
            send(connection, text(line.consumer()));
            send(connection, bytes(8).putLong(line.flags()).array());
        }
    }

    private void requestLine(SocketChannel connection, String path) throws IOException {
        ByteBuffer wanted = receive(connection, 20 + TEXT);
        int offset = wanted.getInt();
        long flags = wanted.getLong();
        int debounce = wanted.getInt();
        int queue = wanted.getInt();
        String consumer = StandardCharsets.UTF_8.decode(wanted).toString().trim();
        GpioChipModel chip = chips.get(path);
        if (chip == null) {
            send(connection, -ENODEV);
            return;
        }
        GpioChipModel.Line line = chip.lines().get(offset);
        if (!line.request(new GpioChipModel.Request(flags, debounce, queue, consumer))) {
            send(connection, -EBUSY);
            return;
        }
        int number = requests.incrementAndGet();
        lines.put("line " + number, new LineFile(path, line));
        send(connection, number);
    }

    private void values(SocketChannel connection, LineFile file) throws IOException {
        long mask = receive(connection, 8).getLong();
        if (isGone(file)) {
            send(connection, -ENODEV);
            return;
        }
        send(connection, 0);
        send(connection, bytes(8).putLong(file.line.isActive() ? mask & 1 : 0).array());
    }

    /** The byte that told of them has been read. */
    private void events(SocketChannel connection, LineFile file) throws IOException {
        int most = receive(connection, 4).getInt();
        if (isGone(file)) {
            send(connection, -ENODEV);
            return;
        }
        file.rung.set(false);
        List<GpioChipModel.Event> events = file.line.events(most);
        if (file.line.hasEvents()) {
            file.ring();
        }
        send(connection, events.size());
        for (GpioChipModel.Event event : events) {
            send(
                    connection,
                    bytes(24)
                            .putLong(System.nanoTime())
                            .putInt(event.id())
                            .putInt(file.line.offset)
                            .putInt(event.number())
                            .putInt(event.number())
                            .array());
        }
    }

    private boolean isGone(LineFile file) {
        return !chips.containsKey(file.chip);
    }

    private void release(SocketChannel connection, String path) throws IOException {
        LineFile released = lines.remove(path);
        if (!isGone(released)) {
            released.line.release();
        }
        send(connection, 0);
    }

    private static byte[] text(String text) {
        byte[] bytes = new byte[TEXT];
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(written, 0, bytes, 0, Math.min(written.length, TEXT - 1));
        return bytes;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
    }
}
