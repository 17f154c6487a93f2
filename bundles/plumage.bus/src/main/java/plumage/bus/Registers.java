package plumage.bus;

import java.nio.ByteBuffer;

/** A chip as a file of registers with addresses of one byte, over I2C or SPI. */
public interface Registers {
    /**
     * Reads consecutive registers in one transfer.
     *
     * @return a buffer of exactly {@code count} bytes at position 0, big-endian until its order is changed
     */
    ByteBuffer read(int register, int count) throws BusException;

    /** Writes data, the low eight bits of each value, to consecutive registers in one transfer. */
    void write(int register, int... data) throws BusException;

    /** Reads one register, 0 to 255. */
    default int readU8(int register) throws BusException {
        return Byte.toUnsignedInt(read(register, 1).get());
    }

    /** Reads a word of two bytes, most significant first, 0 to 65535. */
    default int readU16(int register) throws BusException {
        return Short.toUnsignedInt(read(register, 2).getShort());
    }

    /** Writes a word of two bytes, most significant first. */
    default void writeU16(int register, int value) throws BusException {
        write(register, value >> 8, value);
    }
}
