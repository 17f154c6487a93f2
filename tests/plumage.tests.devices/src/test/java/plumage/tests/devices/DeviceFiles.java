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
    private final Map<String, Integer> results = new ConcurrentHashMap<>();
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

    /** Puts a file in front of a bus. */
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

    /** Makes the transfers of a file return this, a negated errno or a short count, without reaching the bus; 0 ends that. */
    void answer(String path, int result) {
        results.put(path, result);
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
            int refusal = refusals.getOrDefault(path, files.containsKey(path) || gpio.has(path) ? 0 : ENOENT);
            if (refusal != 0) {
                send(connection, -refusal);
                return;
            }
            opened.incrementAndGet();
            open.incrementAndGet();
            try {
                gpio.accept(path, connection);
                while (true) {
                    request(connection, path);
                }
            } finally {
                open.decrementAndGet();
            }
        } catch (IOException e) {
            // the file was closed
        }
    }

    private void request(SocketChannel connection, String path) throws IOException {
        char verb = (char) receive(connection, 1).get();
        switch (verb) {
            case 'i' -> i2c(connection, path);
            case 's' -> spi(connection, path);
            case 'g', 'p' -> setting(connection, path, verb == 'p');
            default -> gpio.request(verb, connection, path);
        }
    }

    private void i2c(SocketChannel connection, String path) throws IOException {
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
        int result = result(path, count, bus -> {
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

    private void spi(SocketChannel connection, String path) throws IOException {
        ByteBuffer head = receive(connection, 8);
        int hertz = head.getInt();
        byte[] bytes = new byte[head.getInt()];
        receive(connection, bytes.length).get(bytes);
        int result = result(path, bytes.length, bus -> {
            if (!(bus instanceof SpiPort port)) {
                return -EOPNOTSUPP;
            }
            port.transfer(SpiMode.valueOf("MODE_" + (modes.getOrDefault(path, 0) & 3)), hertz, bytes);
            return bytes.length;
        });
        send(connection, result);
        if (result >= 0) {
            send(connection, bytes);
        }
    }

    /** Of I2C its abilities: plain messages. Of SPI its mode, which is the chip select's, whoever has it open. */
    private void setting(SocketChannel connection, String path, boolean put) throws IOException {
        ByteBuffer request = receive(connection, 8).position(4);
        if (put) {
            modes.put(path, request.getInt());
        }
        send(connection, files.containsKey(path) ? 0 : -ENODEV);
        send(connection, files.get(path) instanceof SpiPort ? modes.getOrDefault(path, 0) : 1);
    }

    private interface Transfer {
        int over(BusPort bus) throws BusException;
    }

    private int result(String path, int full, Transfer transfer) {
        BusPort bus = files.get(path);
        if (bus == null) {
            return -ENODEV;
        }
        int wanted = results.getOrDefault(path, 0);
        if (wanted != 0) {
            return Math.min(wanted, full);
        }
        try {
            return transfer.over(bus);
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
