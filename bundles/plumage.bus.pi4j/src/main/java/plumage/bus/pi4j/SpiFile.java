package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import plumage.bus.BusException;
import plumage.bus.BusProvider.SpiPort;
import plumage.bus.Fault;
import plumage.bus.SpiMode;

/** An open {@code /dev/spidevB.C}: each transfer is one {@code ioctl(SPI_IOC_MESSAGE(1))} with its own clock. */
final class SpiFile implements SpiPort {
    private static final int INITIAL_BLOCK = 256;
    private static final int MODE = SpiRequest.SPI_CPHA | SpiRequest.SPI_CPOL | SpiRequest.SPI_LSB_FIRST;

    private final Kernel kernel;
    private final DeviceFile file;
    private final Line line;
    /** The memory of transfers, used in turn only. */
    private ByteBuffer block = ByteBuffer.allocateDirect(INITIAL_BLOCK).order(ByteOrder.nativeOrder());

    private SpiFile(Kernel kernel, DeviceFile file, Line line) {
        this.kernel = kernel;
        this.file = file;
        this.line = line;
    }

    /**
     * Opens a chip select and makes sure that it is one.
     *
     * @throws BusException {@link Fault#BUS} while it is absent or not permitted
     */
    static SpiFile open(Kernel kernel, Path dev, Line line, int bus, int select) throws BusException {
        DeviceFile file = DeviceFile.open(kernel, dev.resolve("spidev" + bus + "." + select), "spi");
        SpiFile opened = new SpiFile(kernel, file, line);
        try {
            opened.mode();
        } catch (BusException e) {
            file.close();
            throw e;
        }
        return opened;
    }

    @Override
    public void transfer(SpiMode mode, int maxHertz, byte[] bytes) throws BusException {
        int bits =
                switch (mode) {
                    case MODE_0 -> 0;
                    case MODE_1 -> SpiRequest.SPI_CPHA;
                    case MODE_2 -> SpiRequest.SPI_CPOL;
                    case MODE_3 -> SpiRequest.SPI_CPOL | SpiRequest.SPI_CPHA;
                };
        transfer(bits, maxHertz, bytes);
    }

    /**
     * Clocks {@code bytes} out and overwrites them with the bytes clocked in.
     *
     * @param mode of the bits SPI_CPHA, SPI_CPOL and SPI_LSB_FIRST
     */
    void transfer(int mode, int hertz, byte[] bytes) throws BusException {
        line.take();
        try {
            demandMode(mode);
            int size = SpiRequest.BYTES + bytes.length;
            if (block.capacity() < size) {
                block = ByteBuffer.allocateDirect(size);
            }
            SpiRequest.fill(block, kernel.addressOf(block), hertz, bytes);
            int clocked = ioctl(SpiRequest.SPI_IOC_MESSAGE);
            if (clocked != bytes.length) {
                throw new BusException(
                        Fault.BUS, String.format("%s: only %d of %d bytes were clocked", line, clocked, bytes.length));
            }
            block.get(SpiRequest.BYTES, bytes);
        } finally {
            line.end();
        }
    }

    /**
     * The mode belongs to the chip select, not to the descriptor, so another process may have changed it since. The
     * bits that the device tree set, such as the polarity of the chip select, stay.
     */
    private void demandMode(int wanted) throws BusException {
        int present = mode();
        if ((present & MODE) == wanted) {
            return;
        }
        block.putInt(0, present & ~MODE | wanted);
        ioctl(SpiRequest.SPI_IOC_WR_MODE32);
        int set = mode() & MODE;
        if (set != wanted) {
            throw new BusException(Fault.BUS, String.format("%s: asked for mode %d, got mode %d", line, wanted, set));
        }
    }

    private int mode() throws BusException {
        ioctl(SpiRequest.SPI_IOC_RD_MODE32);
        return block.getInt(0);
    }

    /** SPI has no acknowledgement, so whatever the error, it is not that of an absent chip. */
    private int ioctl(long request) throws BusException {
        int result = file.ioctl(request, block);
        if (result < 0) {
            BusException failure = Errno.failure(line.toString(), -result);
            throw failure.fault() == Fault.NACK
                    ? new BusException(Fault.BUS, line + ": " + Errno.describe(-result))
                    : failure;
        }
        return result;
    }

    @Override
    public boolean isGone() {
        return file.isGone();
    }

    @Override
    public void close() {
        file.close();
    }
}
