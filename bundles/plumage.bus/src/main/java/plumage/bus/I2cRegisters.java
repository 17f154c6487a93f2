package plumage.bus;

import java.nio.ByteBuffer;

/** Registers behind a pointer byte: the usual I2C convention. */
record I2cRegisters(I2cDevice device) implements Registers {
    @Override
    public ByteBuffer read(int register, int count) throws BusException {
        return ByteBuffer.wrap(device.writeRead(new byte[] {(byte) register}, count));
    }

    @Override
    public void write(int register, int... data) throws BusException {
        int[] bytes = new int[data.length + 1];
        bytes[0] = register;
        System.arraycopy(data, 0, bytes, 1, data.length);
        device.write(bytes);
    }
}
