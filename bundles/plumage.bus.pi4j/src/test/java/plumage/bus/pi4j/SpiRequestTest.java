package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against the layout of linux/spi/spidev.h, which is the same everywhere. */
class SpiRequestTest {
    /** _IOC(direction, 'k', number, size) of asm-generic/ioctl.h. */
    private static long ioc(int direction, int number, int size) {
        return (long) direction << 30 | (long) size << 16 | 'k' << 8 | number;
    }

    @Test
    void numbersOfRequests() {
        assertThat(SpiRequest.SPI_IOC_MESSAGE).isEqualTo(ioc(1, 0, 32));
        assertThat(SpiRequest.SPI_IOC_WR_MODE32).isEqualTo(ioc(1, 5, 4));
        assertThat(SpiRequest.SPI_IOC_RD_MODE32).isEqualTo(ioc(2, 5, 4));
    }

    @Test
    void aTransfer() {
        ByteBuffer block = ByteBuffer.allocate(40);
        Arrays.fill(block.array(), (byte) 0xAA); // what the transfer before left
        SpiRequest.fill(block, 0x2000, 10_000_000, new byte[] {(byte) 0xD0, 0});
        block.order(ByteOrder.nativeOrder());
        assertThat(block.getLong(0)).isEqualTo(0x2020); // tx_buf
        assertThat(block.getLong(8)).isEqualTo(0x2020); // rx_buf
        assertThat(block.getInt(16)).isEqualTo(2); // len
        assertThat(block.getInt(20)).isEqualTo(10_000_000); // speed_hz
        assertThat(block.getShort(24)).isEqualTo((short) 0); // delay_usecs
        assertThat(block.get(26)).isEqualTo((byte) 8); // bits_per_word
        assertThat(block.getInt(27)).isEqualTo(0); // cs_change, tx_nbits, rx_nbits, word_delay_usecs
        assertThat(block.get(31)).isEqualTo((byte) 0); // pad
        assertThat(block.get(32)).isEqualTo((byte) 0xD0);
        assertThat(block.get(33)).isEqualTo((byte) 0);
    }
}
