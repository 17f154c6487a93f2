package plumage.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void areTheLowEightBits() {
        assertThat(Bytes.of(0x00, 0x7F, 0x80, 0xFF, 0x1A5, -1)).containsExactly(0, 127, -128, -1, 0xA5, 0xFF);
        assertThat(Bytes.of()).isEmpty();
    }
}
