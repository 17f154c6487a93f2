package plumage.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Crc8Test {
    @Test
    void givesTheExampleOfTheDataSheets() throws BusException {
        assertThat(Crc8.SENSIRION.of(bytes("BEEF"), 0, 2)).isEqualTo(0x92);
        assertThat(Crc8.SI70XX.of(bytes("15FF"), 0, 2)).isEqualTo(0xB5);
        Crc8.SENSIRION.verify(bytes("00BEEF92"), 1, 2);
    }

    @Test
    void namesBothChecksWhenTheyDiffer() {
        assertThatThrownBy(() -> Crc8.SENSIRION.verify(bytes("BEEF93"), 0, 2))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRC))
                .hasMessage("checksum of 2 bytes is 92, not 93");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
