package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The requests of {@code linux/i2c-dev.h} and their arguments. A transfer is one block of memory: {@code struct
 * i2c_rdwr_ioctl_data}, the {@code struct i2c_msg} that it points to, and the bytes that those point to. The address
 * travels in every message, so there is none that the descriptor could remember wrongly.
 *
 * @param pointerSize in bytes: structures of 32-bit processes are smaller
 */
record I2cRequest(int pointerSize) {
    static final int I2C_FUNCS = 0x0705;
    static final int I2C_RDWR = 0x0707;

    /** Bit of I2C_FUNCS: the adapter does plain messages, not only SMBus commands. */
    static final int I2C_FUNC_I2C = 0x0001;

    /** The kernel refuses longer messages, although their length has 16 bits. */
    static final int MAX_LENGTH = 8192;

    private static final int I2C_M_RD = 0x0001;
    /** addr, flags and len of two bytes each and, on 32 bits as on 64, two of padding. */
    private static final int BUF = 8;

    /** How many messages a transfer has: two make a repeated start; nothing to write and to read is an empty write. */
    static int messages(int written, int read) {
        return written > 0 && read > 0 ? 2 : 1;
    }

    /** The size of the block of a transfer. */
    int size(int written, int read) {
        return bytesAt(messages(written, read)) + written + read;
    }

    /** Where in the block the bytes read will lie. */
    int readAt(int written, int read) {
        return bytesAt(messages(written, read)) + written;
    }

    private int header() {
        return 2 * pointerSize;
    }

    private int bytesAt(int messages) {
        return header() + messages * (BUF + pointerSize);
    }

    /**
     * Fills a block.
     *
     * @param at where the block lies in memory
     */
    void fill(ByteBuffer block, long at, int address, byte[] write, int read) {
        int messages = messages(write.length, read);
        block.clear().order(ByteOrder.nativeOrder());
        putPointer(block, 0, at + header());
        block.putInt(pointerSize, messages);
        int message = header();
        if (write.length > 0 || read == 0) {
            putMessage(block, message, address, 0, write.length, at + bytesAt(messages));
            message += BUF + pointerSize;
        }
        if (read > 0) {
            putMessage(block, message, address, I2C_M_RD, read, at + bytesAt(messages) + write.length);
        }
        block.put(bytesAt(messages), write);
    }

    private void putMessage(ByteBuffer block, int at, int address, int flags, int length, long bytes) {
        block.putShort(at, (short) address);
        block.putShort(at + 2, (short) flags);
        block.putShort(at + 4, (short) length);
        putPointer(block, at + BUF, bytes);
    }

    private void putPointer(ByteBuffer block, int at, long pointer) {
        if (pointerSize == Long.BYTES) {
            block.putLong(at, pointer);
        } else {
            block.putInt(at, (int) pointer);
        }
    }
}
