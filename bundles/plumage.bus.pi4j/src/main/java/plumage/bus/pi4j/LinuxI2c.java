package plumage.bus.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CConfig;
import java.util.Arrays;
import java.util.Objects;
import plumage.bus.BusException;

/**
 * A chip as Pi4J's users see it. Failures throw Pi4J's {@link IOException}, caused by a {@link BusException} that tells
 * the kind of fault; no method returns a negative number. A method is one transfer, and what writes first and then
 * reads does so with a repeated start.
 */
final class LinuxI2c extends I2CBase<Line> {
    private static final byte[] NOTHING = {};

    private final OpenPort<I2cFile> open;

    LinuxI2c(LinuxI2cProvider provider, I2CConfig config, I2cFile file, Line line) {
        super(provider, config, line);
        open = new OpenPort<>(file);
    }

    @Override
    public int write(byte b) {
        return send(b);
    }

    @Override
    public int write(byte[] data, int offset, int length) {
        return send(part(data, offset, length));
    }

    @Override
    public int read() {
        return Byte.toUnsignedInt(transfer(NOTHING, 1)[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return receive(NOTHING, buffer, offset, length);
    }

    @Override
    public int writeRead(
            byte[] writeBuffer, int writeSize, int writeOffset, byte[] readBuffer, int readSize, int readOffset) {
        return receive(part(writeBuffer, writeOffset, writeSize), readBuffer, readOffset, readSize);
    }

    @Override
    public int readRegister(int register) {
        return Byte.toUnsignedInt(transfer(pointer(register), 1)[0]);
    }

    @Override
    public int readRegister(int register, byte[] buffer, int offset, int length) {
        return receive(pointer(register), buffer, offset, length);
    }

    @Override
    public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
        return receive(register, buffer, offset, length);
    }

    @Override
    public int writeRegister(int register, byte b) {
        return writeRegister(register, new byte[] {b}, 0, 1);
    }

    @Override
    public int writeRegister(int register, byte[] data, int offset, int length) {
        return writeRegister(pointer(register), data, offset, length);
    }

    /** As Pi4J documents it, the count returned leaves the register out. */
    @Override
    public int writeRegister(byte[] register, byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        byte[] bytes = Arrays.copyOf(register, register.length + length);
        System.arraycopy(data, offset, bytes, register.length, length);
        send(bytes);
        return length;
    }

    /** Two transfers, with nobody else's between them. */
    @Override
    public int writeReadRegisterWord(int register, int word) {
        return execute(() -> super.writeReadRegisterWord(register, word));
    }

    private static byte[] part(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        return Arrays.copyOfRange(data, offset, offset + length);
    }

    /** A byte, also one that Java widened to a negative number. */
    private static byte[] pointer(int register) {
        if (register < Byte.MIN_VALUE || register > 0xFF) {
            throw new IllegalArgumentException(
                    String.format("register 0x%x has more than eight bits: give it as an array of bytes", register));
        }
        return new byte[] {(byte) register};
    }

    private int send(byte... bytes) {
        transfer(bytes, 0);
        return bytes.length;
    }

    private int receive(byte[] write, byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        System.arraycopy(transfer(write, length), 0, buffer, offset, length);
        return length;
    }

    private byte[] transfer(byte[] write, int count) {
        byte[] read = new byte[count];
        try {
            open.port().transfer(device(), write, read);
        } catch (BusException e) {
            throw new IOException(e.getMessage(), e);
        }
        return read;
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
    public I2C shutdown(Context context) {
        open.release();
        return this;
    }
}
