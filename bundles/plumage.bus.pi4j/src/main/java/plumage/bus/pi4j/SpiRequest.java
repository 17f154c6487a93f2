package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The requests of {@code linux/spi/spidev.h} and their arguments. A transfer is one block: {@code struct
 * spi_ioc_transfer}, the same on 32 and 64 bits, and the bytes, which the bytes clocked in replace.
 */
final class SpiRequest {
    static final long SPI_IOC_RD_MODE32 = 0x80046B05L;
    static final long SPI_IOC_WR_MODE32 = 0x40046B05L;
    /** SPI_IOC_MESSAGE(1). */
    static final long SPI_IOC_MESSAGE = 0x40206B00L;

    static final int SPI_CPHA = 0x01;
    static final int SPI_CPOL = 0x02;
    static final int SPI_LSB_FIRST = 0x08;

    /** The size of the structure, and where the bytes begin. */
    static final int BYTES = 32;

    private static final int TX_BUF = 0;
    private static final int RX_BUF = 8;
    private static final int LEN = 16;
    private static final int SPEED_HZ = 20;
    private static final int BITS_PER_WORD = 26;

    private SpiRequest() {}

    /**
     * Fills a block.
     *
     * @param at where the block lies in memory
     */
    static void fill(ByteBuffer block, long at, int hertz, byte[] bytes) {
        block.clear().order(ByteOrder.nativeOrder());
        block.put(0, new byte[BYTES]);
        block.putLong(TX_BUF, at + BYTES);
        block.putLong(RX_BUF, at + BYTES);
        block.putInt(LEN, bytes.length);
        block.putInt(SPEED_HZ, hertz);
        block.put(BITS_PER_WORD, (byte) 8);
        block.put(BYTES, bytes);
    }
}
