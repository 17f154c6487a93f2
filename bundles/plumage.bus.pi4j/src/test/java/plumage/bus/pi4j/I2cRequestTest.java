package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Against the layouts that linux/i2c.h and linux/i2c-dev.h have on 32 and 64 bits. */
class I2cRequestTest {
    private static final byte[] NOTHING = {};

    @Test
    void numbersOfRequests() {
        assertThat(I2cRequest.I2C_FUNCS).isEqualTo(0x705);
        assertThat(I2cRequest.I2C_RDWR).isEqualTo(0x707);
    }

    @Test
    void aRepeatedStartOn64Bits() {
        ByteBuffer block = filled(8, 0x76, new byte[] {(byte) 0xD0, 1}, 3);
        assertThat(block.capacity()).isEqualTo(16 + 2 * 16 + 2 + 3);
        assertThat(block.getLong(0)).isEqualTo(0x1000 + 16); // msgs
        assertThat(block.getInt(8)).isEqualTo(2); // nmsgs
        assertThat(block.getShort(16)).isEqualTo((short) 0x76); // addr
        assertThat(block.getShort(18)).isEqualTo((short) 0); // flags
        assertThat(block.getShort(20)).isEqualTo((short) 2); // len
        assertThat(block.getLong(24)).isEqualTo(0x1000 + 48); // buf
        assertThat(block.getShort(32)).isEqualTo((short) 0x76);
        assertThat(block.getShort(34)).isEqualTo((short) 1); // I2C_M_RD
        assertThat(block.getShort(36)).isEqualTo((short) 3);
        assertThat(block.getLong(40)).isEqualTo(0x1000 + 50);
        assertThat(block.get(48)).isEqualTo((byte) 0xD0);
        assertThat(block.get(49)).isEqualTo((byte) 1);
        assertThat(new I2cRequest(8).readAt(2, 3)).isEqualTo(50);
    }

    @Test
    void aRepeatedStartOn32Bits() {
        ByteBuffer block = filled(4, 0x40, new byte[] {(byte) 0xE7}, 1);
        assertThat(block.capacity()).isEqualTo(8 + 2 * 12 + 1 + 1);
        assertThat(block.getInt(0)).isEqualTo(0x1000 + 8);
        assertThat(block.getInt(4)).isEqualTo(2);
        assertThat(block.getShort(8)).isEqualTo((short) 0x40);
        assertThat(block.getShort(10)).isEqualTo((short) 0);
        assertThat(block.getShort(12)).isEqualTo((short) 1);
        assertThat(block.getInt(16)).isEqualTo(0x1000 + 32);
        assertThat(block.getShort(20)).isEqualTo((short) 0x40);
        assertThat(block.getShort(22)).isEqualTo((short) 1);
        assertThat(block.getShort(24)).isEqualTo((short) 1);
        assertThat(block.getInt(28)).isEqualTo(0x1000 + 33);
        assertThat(block.get(32)).isEqualTo((byte) 0xE7);
        assertThat(new I2cRequest(4).readAt(1, 1)).isEqualTo(33);
    }

    @Test
    void aReadAlone() {
        ByteBuffer block = filled(8, 0x40, NOTHING, 2);
        assertThat(block.getInt(8)).isEqualTo(1);
        assertThat(block.getShort(18)).isEqualTo((short) 1);
        assertThat(block.getShort(20)).isEqualTo((short) 2);
        assertThat(block.getLong(24)).isEqualTo(0x1000 + 32);
    }

    @Test
    void anAddressAlone() {
        ByteBuffer block = filled(8, 0x40, NOTHING, 0);
        assertThat(block.getInt(8)).isEqualTo(1);
        assertThat(block.getShort(16)).isEqualTo((short) 0x40);
        assertThat(block.getShort(18)).isEqualTo((short) 0);
        assertThat(block.getShort(20)).isEqualTo((short) 0);
    }

    @Test
    void theLongestMessage() {
        ByteBuffer block = filled(8, 0x40, new byte[8192], 0);
        assertThat(block.getShort(20)).isEqualTo((short) 8192);
        assertThat(block.capacity()).isEqualTo(32 + 8192);
    }

    private static ByteBuffer filled(int pointerSize, int address, byte[] write, int read) {
        I2cRequest request = new I2cRequest(pointerSize);
        ByteBuffer block = ByteBuffer.allocate(request.size(write.length, read));
        request.fill(block, 0x1000, address, write, read);
        return block.order(ByteOrder.nativeOrder());
    }
}
