package plumage.bus.pi4j;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.Fault;

/** An open {@code /dev/i2c-N}: each transfer is one {@code ioctl(I2C_RDWR)}. */
final class I2cFile implements I2cPort {
    private static final int INITIAL_BLOCK = 256;
    private static final int ADDRESSES = 0x80;

    private final Kernel kernel;
    private final DeviceFile file;
    private final Line line;
    private final Path devices;
    private final File node;
    /** What never had a name in the file system, as with a preloaded library, cannot lose it. */
    private final boolean nodeShown;

    private final int bus;
    private final I2cRequest request;
    /** By address, what is there while a driver of the kernel has the chip. */
    private final @Nullable File[] drivers = new File[ADDRESSES];
    /** The memory of transfers, used in turn only. */
    private ByteBuffer block = ByteBuffer.allocateDirect(INITIAL_BLOCK).order(ByteOrder.nativeOrder());

    private long blockAt;
    private volatile boolean gone;

    private I2cFile(Kernel kernel, DeviceFile file, Line line, Path sysfs, int bus) {
        this.kernel = kernel;
        this.file = file;
        this.line = line;
        this.devices = sysfs.resolve("bus/i2c/devices");
        this.node = new File(file.toString());
        this.nodeShown = node.exists();
        this.bus = bus;
        this.request = new I2cRequest(kernel.pointerSize());
        this.blockAt = kernel.addressOf(block);
    }

    /**
     * Opens a bus and makes sure that it is one.
     *
     * @throws BusException {@link Fault#BUS} while it is absent or not permitted, or when its adapter only does SMBus
     */
    static I2cFile open(Kernel kernel, Path dev, Path sysfs, Line line, int bus) throws BusException {
        DeviceFile file = DeviceFile.open(kernel, dev.resolve("i2c-" + bus), "i2c");
        I2cFile opened = new I2cFile(kernel, file, line, sysfs, bus);
        try {
            opened.demandMessages();
        } catch (BusException e) {
            file.close();
            throw e;
        }
        return opened;
    }

    private void demandMessages() throws BusException {
        int result = file.ioctl(I2cRequest.I2C_FUNCS, block);
        if (result < 0) {
            throw new BusException(Fault.BUS, file + ": " + Errno.describe(-result));
        }
        if ((block.get(lowestByteOfLong()) & I2cRequest.I2C_FUNC_I2C) == 0) {
            throw new BusException(Fault.BUS, file + ": its adapter only does SMBus commands, sensors need plain I2C");
        }
    }

    private int lowestByteOfLong() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : kernel.pointerSize() - 1;
    }

    @Override
    public void transfer(int address, byte[] write, byte[] read) throws BusException {
        if (write.length > I2cRequest.MAX_LENGTH || read.length > I2cRequest.MAX_LENGTH) {
            throw new BusException(
                    Fault.BUS,
                    String.format(
                            "%s: %d bytes to write, %d to read, but a message has at most %d",
                            where(address), write.length, read.length, I2cRequest.MAX_LENGTH));
        }
        line.take();
        try {
            demandAdapter(address);
            demandNoDriver(address);
            int size = request.size(write.length, read.length);
            if (block.capacity() < size) {
                block = ByteBuffer.allocateDirect(size);
                blockAt = kernel.addressOf(block);
            }
            request.fill(block, blockAt, address, write, read.length);
            int messages = I2cRequest.messages(write.length, read.length);
            int done = file.ioctl(I2cRequest.I2C_RDWR, block);
            if (done < 0) {
                throw Errno.failure(where(address), -done);
            }
            if (done != messages) {
                throw new BusException(
                        Fault.BUS,
                        String.format("%s: only %d of %d messages were sent", where(address), done, messages));
            }
            block.get(request.readAt(write.length, read.length), read);
        } finally {
            line.end();
        }
    }

    /** In the messages of failures; too dear for a transfer that is none. */
    private String where(int address) {
        return String.format("%s 0x%02x", line, address);
    }

    /**
     * An adapter on its way out answers as before, for its descriptor is still open; and because it is, the kernel waits for ever with taking it away. So it is let
     * go as soon as its name is not in {@code /dev} any more.
     */
    private void demandAdapter(int address) throws BusException {
        if (nodeShown && !node.exists()) {
            gone = true;
            file.close();
            throw Errno.failure(where(address), Errno.ENODEV.number);
        }
    }

    /** I2C_RDWR does not ask whether a driver of the kernel uses the chip, and two users of one chip disturb each other. */
    private void demandNoDriver(int address) throws BusException {
        File driver = drivers[address];
        if (driver == null) {
            driver = devices.resolve(bus + "-00" + HexFormat.of().toHexDigits((byte) address))
                    .resolve("driver")
                    .toFile();
            drivers[address] = driver;
        }
        if (driver.exists()) {
            throw new BusException(
                    Fault.BUS,
                    where(address) + " belongs to the kernel's driver " + name(driver)
                            + ": read it there, or take its overlay out of the device tree");
        }
    }

    private static String name(File driver) {
        try {
            return driver.getCanonicalFile().getName();
        } catch (IOException e) {
            return "of an unreadable name";
        }
    }

    @Override
    public boolean isGone() {
        return gone || file.isGone();
    }

    @Override
    public void close() {
        file.close();
    }
}
