package plumage.bus;

import java.nio.ByteBuffer;

/** Registers behind a first byte whose bit 7 tells the direction. */
record SpiRegisters(SpiDevice device, int readBit, int writeBit) implements Registers {
    private static final int ADDRESS = 0x7F;

    @Override
    public ByteBuffer read(int register, int count) throws BusException {
        int[] out = new int[count + 1];
        out[0] = register & ADDRESS | readBit;
        return ByteBuffer.wrap(device.transfer(out), 1, count).slice();
    }

    @Override
    public void write(int register, int... data) throws BusException {
        int[] out = new int[data.length + 1];
        out[0] = register & ADDRESS | writeBit;
        System.arraycopy(data, 0, out, 1, data.length);
        device.transfer(out);
    }
}
