package plumage.tests.vectors;

import plumage.bus.Bytes;
import plumage.bus.I2cDevice;

/** A register file on I2C: a write sets the pointer and stores what follows, a read goes on from the pointer. */
final class RegisterChip implements I2cDevice {
    private final RegisterFile registers;
    private int pointer;

    RegisterChip(RegisterFile registers) {
        this.registers = registers;
    }

    @Override
    public void write(int... bytes) {
        store(Bytes.of(bytes));
    }

    @Override
    public byte[] read(int count) {
        return registers.read(pointer, count);
    }

    @Override
    public byte[] writeRead(byte[] bytes, int count) {
        store(bytes);
        return read(count);
    }

    private void store(byte[] bytes) {
        if (bytes.length > 0) {
            pointer = Byte.toUnsignedInt(bytes[0]);
            registers.write(pointer, bytes, 1);
        }
    }
}
