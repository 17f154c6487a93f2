package plumage.tests.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import plumage.bus.BusException;
import plumage.bus.BusProvider.BusPort;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.BusProvider.SpiPort;
import plumage.bus.SpiMode;

/**
 * The device files of a process that runs with the library {@code devices.c}: paths below {@code /dev}, each with an
 * open bus behind it that the bytes of ioctl, read and write go to. The protocol is told in {@code devices.c}.
 */
final class DeviceFiles implements AutoCloseable {
    /** The environment variable by which the library finds the socket. */
    static final String SOCKET = "PLUMAGE_DEVICES";

    private static final int PATH = 64;
    private static final int ENOENT = 2;
    private static final int EIO = 5;
    private static final int ENODEV = 19;
    private static final int EOPNOTSUPP = 95;
    private static final int ETIMEDOUT = 110;
    private static final int EREMOTEIO = 121;
    private static final int I2C_M_RD = 1;

    private final ServerSocketChannel server;
    private final Map<String, BusPort> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> modes = new ConcurrentHashMap<>();
    private final GpioFiles gpio = new GpioFiles();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    /** Serves the socket that this process was started with. */
    DeviceFiles() {
        Path socket = Path.of(System.getenv(SOCKET));
        try {
            Files.deleteIfExists(socket);
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** What transfers return instead of reaching the bus, and how many have. */
    private record Answer(int result, AtomicInteger given) {}

    /** Puts a file in front of a bus. Who had it open before it was taken away hears of this only if it is the same. */
    void put(String path, BusPort bus) {
        files.put(path, bus);
    }

    /** Puts a file in front of a GPIO chip. */
    void put(String path, GpioChipModel chip) {
        gpio.put(path, chip);
    }

    /** Takes a file away, also from those who have it open. */
    void remove(String path) {
        files.remove(path);
        gpio.remove(path);
    }

    /** Makes opening a file end in this errno. */
    void refuse(String path, int errno) {
        refusals.put(path, errno);
    }

    /** Makes opening a file work again. */
    void admit(String path) {
        refusals.remove(path);
    }

    /** Makes the transfers of a file return this, a negated errno or a count that is short of theirs, without reaching the bus. */
    void answer(String path, int result) {
        answers.put(path, new Answer(result, new AtomicInteger()));
    }

    /** How many transfers have been answered so since {@link #answer}. */
    int answered(String path) {
        return answers.get(path).given.get();
    }

    /** Lets transfers reach the bus again; returns how many did not. */
    int answerNoMore(String path) {
        return answers.remove(path).given.get();
    }

    /** How many files are open now. */
    int open() {
        return open.get();
    }

    /** How many files have been opened. */
    int opened() {
        return opened.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            String path = StandardCharsets.UTF_8
                    .decode(receive(connection, PATH))
                    .toString()
                    .trim();
            BusPort bus = files.get(path);
            int refusal = refusals.getOrDefault(path, bus != null || gpio.has(path) ? 0 : ENOENT);
            if (refusal != 0) {
                send(connection, -refusal);
                return;
            }
            opened.incrementAndGet();
            open.incrementAndGet();
            try {
                gpio.accept(path, connection);
                while (true) {
                    request(connection, new OpenFile(path, bus));
                }
            } finally {
                open.decrementAndGet();
            }
        } catch (IOException e) {
            // the file was closed
        }
    }

    private record OpenFile(String path, BusPort bus) {}

    private void request(SocketChannel connection, OpenFile file) throws IOException {
        char verb = (char) receive(connection, 1).get();
        switch (verb) {
            case 'i' -> i2c(connection, file);
            case 's' -> spi(connection, file);
            case 'g', 'p' -> setting(connection, file, verb == 'p');
            default -> gpio.request(verb, connection, file.path);
        }
    }

    private void i2c(SocketChannel connection, OpenFile file) throws IOException {
        int count = receive(connection, 4).getInt();
        int[] addresses = new int[count];
        int[] flags = new int[count];
        byte[][] bytes = new byte[count][];
        for (int i = 0; i < count; i++) {
            ByteBuffer message = receive(connection, 8);
            addresses[i] = Short.toUnsignedInt(message.getShort());
            flags[i] = message.getShort();
            bytes[i] = new byte[message.getInt()];
            if ((flags[i] & I2C_M_RD) == 0) {
                receive(connection, bytes[i].length).get(bytes[i]);
            }
        }
        int result = result(file, count, bus -> {
            if (!(bus instanceof I2cPort port)) {
                return -EOPNOTSUPP;
            }
            if (count == 1 && (flags[0] & I2C_M_RD) == 0) {
                port.transfer(addresses[0], bytes[0], new byte[0]);
            } else if (count == 1) {
                port.transfer(addresses[0], new byte[0], bytes[0]);
            } else if (count == 2 && addresses[0] == addresses[1] && flags[0] == 0 && flags[1] == I2C_M_RD) {
                port.transfer(addresses[0], bytes[0], bytes[1]);
            } else {
                return -EOPNOTSUPP;
            }
            return count;
        });
        send(connection, result);
        for (int i = 0; result >= 0 && i < count; i++) {
            if ((flags[i] & I2C_M_RD) != 0) {
                send(connection, bytes[i]);
            }
        }
    }

    private void spi(SocketChannel connection, OpenFile file) throws IOException {
        ByteBuffer head = receive(connection, 8);
        int hertz = head.getInt();
        byte[] bytes = new byte[head.getInt()];
        receive(connection, bytes.length).get(bytes);
        int result = result(file, bytes.length, bus -> {
            if (!(bus instanceof SpiPort port)) {
                return -EOPNOTSUPP;
            }
            port.transfer(SpiMode.valueOf("MODE_" + (modes.getOrDefault(file.path, 0) & 3)), hertz, bytes);
            return bytes.length;
        });
        send(connection, result);
        if (result >= 0) {
            send(connection, bytes);
        }
    }

    /** Of I2C its abilities: plain messages. Of SPI its mode, which is the chip select's, whoever has it open. */
    private void setting(SocketChannel connection, OpenFile file, boolean put) throws IOException {
        ByteBuffer request = receive(connection, 8).position(4);
        if (put) {
            modes.put(file.path, request.getInt());
        }
        send(connection, isThere(file) ? 0 : -ENODEV);
        send(connection, file.bus instanceof SpiPort ? modes.getOrDefault(file.path, 0) : 1);
    }

    private interface Transfer {
        int over(BusPort bus) throws BusException;
    }

    private boolean isThere(OpenFile file) {
        return files.get(file.path) == file.bus;
    }

    private int result(OpenFile file, int full, Transfer transfer) {
        if (!isThere(file)) {
            return -ENODEV;
        }
        Answer answer = answers.get(file.path);
        if (answer != null && answer.result < full) {
            answer.given.incrementAndGet();
            return answer.result;
        }
        try {
            return transfer.over(file.bus);
        } catch (BusException e) {
            return switch (e.fault()) {
                case NACK -> -EREMOTEIO;
                case TIMEOUT -> -ETIMEDOUT;
                default -> -EIO;
            };
        }
    }

    static ByteBuffer receive(SocketChannel connection, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            if (connection.read(bytes) < 0) {
                throw new IOException("closed");
            }
        }
        return bytes.flip();
    }

    static void send(SocketChannel connection, int value) throws IOException {
        connection.write(ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .flip());
    }

    static void send(SocketChannel connection, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            connection.write(rest);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "device-files");
        thread.setDaemon(true);
        thread.start();
    }
}
