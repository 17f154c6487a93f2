package plumage.bus.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import java.util.Arrays;
import java.util.Objects;
import plumage.bus.BusException;

/**
 * A chip select as Pi4J's users see it. Failures throw Pi4J's {@link IOException}, caused by a {@link BusException}; no
 * method returns a negative number. Writing ignores what the chip answers, reading clocks zeros out.
 */
final class LinuxSpi extends SpiBase {
    private final OpenPort<SpiFile> open;
    private final int mode;

    LinuxSpi(LinuxSpiProvider provider, SpiConfig config, SpiFile file, int mode) {
        super(provider, config);
        open = new OpenPort<>(file);
        this.mode = mode;
    }

    /**
     * The mode bits that a configuration asks for.
     *
     * @throws IllegalArgumentException when spidev has no such thing
     */
    static int mode(SpiConfig config) {
        if (config.baud() <= 0) {
            throw new IllegalArgumentException("baud " + config.baud() + " is no clock in hertz");
        }
        if (config.flags() != null && config.flags() != 0) {
            throw new IllegalArgumentException("flags are those of pigpio, which spidev does not have");
        }
        if (!config.readLsbFirst().equals(config.writeLsbFirst())) {
            throw new IllegalArgumentException("read_lsb and write_lsb differ: spidev has one bit order for both");
        }
        return config.mode().getMode() | (config.readLsbFirst() == 0 ? 0 : SpiRequest.SPI_LSB_FIRST);
    }

    @Override
    public int transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int numberOfBytes) {
        Objects.checkFromIndexSize(readOffset, numberOfBytes, read.length);
        System.arraycopy(exchange(part(write, writeOffset, numberOfBytes)), 0, read, readOffset, numberOfBytes);
        return numberOfBytes;
    }

    @Override
    public int write(byte b) {
        return exchange(b).length;
    }

    @Override
    public int write(byte[] data, int offset, int length) {
        return exchange(part(data, offset, length)).length;
    }

    @Override
    public int read() {
        return Byte.toUnsignedInt(exchange((byte) 0)[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        System.arraycopy(exchange(new byte[length]), 0, buffer, offset, length);
        return length;
    }

    private static byte[] part(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        return Arrays.copyOfRange(data, offset, offset + length);
    }

    private byte[] exchange(byte... bytes) {
        try {
            open.port().transfer(mode, config.baud(), bytes);
        } catch (BusException e) {
            throw new IOException(e.getMessage(), e);
        }
        return bytes;
    }

    /**
     * Created open.
     *
     * @throws IOException after it was closed: its identifier may be another's by now
     */
    @Override
    public void open() {
        if (!open.isOpen()) {
            throw new IOException(id + " was closed: create it anew");
        }
    }

    @Override
    public boolean isOpen() {
        return open.isOpen();
    }

    /** Gives the descriptor back and frees the identifier. Closing twice is harmless. */
    @Override
    public void close() {
        open.close(context(), id);
    }

    @Override
    public Spi shutdown(Context context) {
        open.release();
        return this;
    }
}
