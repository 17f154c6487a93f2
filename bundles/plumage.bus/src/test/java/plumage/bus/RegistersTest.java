package plumage.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistersTest {
    private final List<String> wire = new ArrayList<>();

    private final I2cDevice i2c = new I2cDevice() {
        @Override
        public void write(int... bytes) {
            wire.add("W" + hex(bytes));
        }

        @Override
        public byte[] read(int count) {
            throw new AssertionError("a register is read in one transfer");
        }

        @Override
        public byte[] writeRead(byte[] bytes, int count) {
            wire.add("W" + HexFormat.of().formatHex(bytes) + " R" + count);
            return HexFormat.of().parseHex("fe01").clone();
        }
    };

    private final SpiDevice spi = bytes -> {
        wire.add(hex(bytes));
        byte[] in = new byte[bytes.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = (byte) (0xF0 + i);
        }
        return in;
    };

    @Test
    void putsARegisterNumberBeforeI2cData() throws BusException {
        Registers registers = i2c.registers();

        assertThat(registers.readU16(0xD0)).isEqualTo(0xFE01);
        assertThat(registers.readU8(0x05)).isEqualTo(0xFE);
        registers.write(0xE0, 0xB6);
        registers.writeU16(0x01, 0xC383);

        assertThat(wire).containsExactly("Wd0 R2", "W05 R1", "We0b6", "W01c383");
    }

    @Test
    void marksTheDirectionInBit7OnSpi() throws BusException {
        assertThat(spi.registers().readU16(0x50)).isEqualTo(0xF1F2);
        spi.registers().write(0xF4, 0x25);
        assertThat(spi.registersWithWriteBit().readU8(0x01)).isEqualTo(0xF1);
        spi.registersWithWriteBit().write(0x00, 0xC2);

        assertThat(wire).containsExactly("d00000", "7425", "0100", "80c2");
    }

    private static String hex(int... bytes) {
        StringBuilder hex = new StringBuilder();
        for (int b : bytes) {
            hex.append(String.format("%02x", b & 0xFF));
        }
        return hex.toString();
    }
}
