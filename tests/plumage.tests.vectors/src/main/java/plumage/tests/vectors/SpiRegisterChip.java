package plumage.tests.vectors;

import plumage.bus.Bytes;
import plumage.bus.SpiDevice;

/** A register file on SPI, where the first byte is an address of seven bits and the direction. */
final class SpiRegisterChip implements SpiDevice {
    /** How seven bits of address and one of direction reach the registers. */
    enum Convention {
        /** Bit 7 set to write (Maxim). */
        WRITE_BIT,
        /** Bit 7 set to read, all registers above 0x7F (Bosch BMx280). */
        UPPER_HALF,
        /** Bit 7 set to read, all registers below 0x80, one dummy byte before the data read (Bosch BMP3xx). */
        DUMMY_BYTE,
        /** Bit 7 set to read, bit 4 of register 0x73, which is seen in both halves, tells that the lower half is meant (Bosch BME68x). */
        PAGED
    }

    private static final int DIRECTION = 0x80;
    private static final int PAGE_REGISTER = 0x73;
    private static final int PAGE_BIT = 0x10;

    private final RegisterFile registers;
    private final Convention convention;

    SpiRegisterChip(RegisterFile registers, Convention convention) {
        this.registers = registers;
        this.convention = convention;
    }

    @Override
    public byte[] transfer(int... bytes) {
        byte[] out = Bytes.of(bytes);
        byte[] in = new byte[out.length];
        if (out.length > 0) {
            boolean bit = (out[0] & DIRECTION) != 0;
            int register = register(out[0] & ~DIRECTION & 0xFF);
            if (bit == (convention == Convention.WRITE_BIT)) {
                registers.write(register, out, 1);
            } else {
                int dummies = convention == Convention.DUMMY_BYTE ? 2 : 1;
                byte[] data = registers.read(register, Math.max(0, out.length - dummies));
                System.arraycopy(data, 0, in, out.length - data.length, data.length);
            }
        }
        return in;
    }

    private int register(int address) {
        return switch (convention) {
            case WRITE_BIT, DUMMY_BYTE -> address;
            case UPPER_HALF -> address | DIRECTION;
            case PAGED -> {
                boolean lower = (registers.read(PAGE_REGISTER, 1)[0] & PAGE_BIT) != 0;
                yield address == PAGE_REGISTER || lower ? address : address | DIRECTION;
            }
        };
    }
}
