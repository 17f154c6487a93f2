package plumage.driver.sensirion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;

class WordsTest implements EmulatedChip {
    private static final String BUS = "emulated-i2c-1";

    private final EmulatedBuses buses = new EmulatedBuses();
    private final I2cDevice device = new DirectBuses(buses).i2c(BusName.parse(BUS), 0x44);
    private String written = "";
    private String answer = "";

    @BeforeEach
    void plug() {
        buses.plug(BUS, 0x44, this);
    }

    @Override
    public void i2c(byte[] write, byte[] read) {
        written += HexFormat.of().withUpperCase().formatHex(write);
        byte[] bytes = HexFormat.of().parseHex(answer);
        System.arraycopy(bytes, 0, read, 0, read.length);
    }

    @Test
    void sendsTheCommandMostSignificantByteFirst() throws BusException {
        Words.command(device, 0x21B1);

        assertThat(written).isEqualTo("21B1");
    }

    @Test
    void sendsAWordWithItsChecksum() throws BusException {
        Words.command(device, 0x2427, 1950); // the data sheet's example of an SCD4x, 3.7.4

        assertThat(written).isEqualTo("2427079E09");
    }

    @Test
    void readsWordsMostSignificantByteFirst() throws BusException {
        answer = "BEEF92" + "000081" + "FFFFAC";

        assertThat(Words.read(device, 3)).containsExactly(0xBEEF, 0, 0xFFFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEEF93FFFFAC", "BEEE92FFFFAC", "BEEF92FFFFAD", "FFFFFFFFFFFF", "000000000000"})
    void verifiesEachChecksum(String bytes) {
        answer = bytes;

        assertThatThrownBy(() -> Words.read(device, 2))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRC));
    }

    @ParameterizedTest
    @CsvSource({"0x0000, -45", "0x6666, 25", "0xFFFF, 130", "0x41D5, 0.00305180437934"})
    void celsius(String word, double celsius) {
        assertThat(Words.celsius(Integer.decode(word))).isEqualTo(celsius, within(1e-9));
    }
}
