package plumage.driver.microchip.mcp3008;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SpiDevice;

class Mcp3008Test {
    /** Bit by bit as in figure 5-1: after a start bit come SGL/DIFF and D2 D1 D0, a sample bit, a null bit, ten bits. */
    private static SpiDevice chip(String expected, int code) {
        return out -> {
            long bits = (out[0] & 0xFFL) << 16 | (out[1] & 0xFF) << 8 | out[2] & 0xFF;
            int start = Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
            assertThat(Long.toBinaryString(bits >> start - 4))
                    .as("start, SGL/DIFF, D2 D1 D0")
                    .isEqualTo("1" + expected);
            long in = (long) code << start - 6 - 10 | ~0L << start - 5; // floats before the null bit
            return new byte[] {(byte) (in >> 16), (byte) (in >> 8), (byte) in};
        };
    }

    @ParameterizedTest
    @CsvSource({
        "CH0, 1000",
        "CH1, 1001",
        "CH2, 1010",
        "CH3, 1011",
        "CH4, 1100",
        "CH5, 1101",
        "CH6, 1110",
        "CH7, 1111",
        "CH0-CH1, 0000",
        "CH1-CH0, 0001",
        "CH2-CH3, 0010",
        "CH3-CH2, 0011",
        "CH4-CH5, 0100",
        "CH5-CH4, 0101",
        "CH6-CH7, 0110",
        "CH7-CH6, 0111",
    })
    void selectsItsInputs(String input, String selection) throws BusException {
        assertThat(new Mcp3008(chip(selection, 0x2A5), 1.024).volts(input)).isEqualTo(0.677);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 0", "1, 2.56, 0.0025", "512, 5, 2.5", "450, 3.3, 1.4501953125", "1023, 2.048, 2.046"})
    void convertsTheCodeByTheReference(int code, double reference, double volts) throws BusException {
        assertThat(new Mcp3008(chip("1000", code), reference).volts("CH0")).isCloseTo(volts, within(1e-15));
    }

    @Test
    void noticesALineThatNobodyDrives() {
        Mcp3008 absent = new Mcp3008(out -> new byte[] {-1, -1, -1}, 3.3);

        assertThatThrownBy(() -> absent.volts("CH0"))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NACK))
                .hasMessage("the answer is FF FF: its null bit is 1, nobody answers");
    }
}
