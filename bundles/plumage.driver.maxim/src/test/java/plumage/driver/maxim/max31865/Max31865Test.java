package plumage.driver.maxim.max31865;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SpiDevice;
import plumage.bus.emulated.VirtualTime;

class Max31865Test {
    private final VirtualTime time = new VirtualTime();
    private final Chip chip = new Chip();

    private Max31865 open(boolean three, boolean filter50Hz) throws BusException {
        return Max31865.open(
                chip.registersWithWriteBit(), time, new Max31865.Wires(three, filter50Hz), 430, new Platinum(100));
    }

    @ParameterizedTest
    @CsvSource({
        "7620, 99.993896484375, -0.01561677",
        "8362, 109.730834960938, 24.99014987",
        "4592, 60.2587890625, -99.99272389"
    })
    void convertsTheCode(int code, double ohms, double celsius) throws BusException {
        chip.code = code;
        Max31865.Sample sample = open(false, false).measure();

        assertThat(sample.ohms()).isCloseTo(ohms, within(1e-9));
        assertThat(sample.celsius()).isCloseTo(celsius, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"false, false, 00", "true, false, 10", "false, true, 01", "true, true, 11"})
    void measuresOnceAndLeavesTheResistorWithoutCurrent(boolean three, boolean filter50Hz, String kept)
            throws BusException {
        Max31865 opened = open(three, filter50Hz);
        opened.measure();

        int wired = Integer.parseInt(kept, 16);
        assertThat(chip.configurations)
                .containsExactly(
                        wired | 0x02, // clears faults
                        wired | 0x82, // current on
                        wired | 0x84, // looks for faults
                        wired | 0xA0, // converts
                        wired);
        assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofMillis(77));
    }

    @ParameterizedTest
    @CsvSource({
        "80, RTD above the high threshold",
        "40, RTD below the low threshold",
        "20, REFIN- above 0.85 VBIAS: an open line",
        "10, REFIN- below 0.85 VBIAS with FORCE- open: a short circuit to ground or an open line",
        "08, RTDIN- below 0.85 VBIAS with FORCE- open: a short circuit to ground",
        "04, an input below ground or above the supply",
        "28, REFIN- above 0.85 VBIAS: an open line; RTDIN- below 0.85 VBIAS with FORCE- open: a short circuit to ground",
        "00, none named",
    })
    void namesFaults(String status, String named) throws BusException {
        chip.fault = true;
        chip.status = Integer.parseInt(status, 16);
        Max31865 opened = open(false, false);

        assertThatThrownBy(opened::measure)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FAULT))
                .hasMessage("the fault status is " + status + ": " + named);
        assertThat(chip.configurations).last().as("without current").isEqualTo(0x00);
    }

    @ParameterizedTest
    @CsvSource({"0, 0000, 0.0", "1411, 0583, 18.5", "29757, 743D, 390.5", "32767, 7FFF, 430.0"})
    void refusesWhatNoResistorHas(int code, String hex, String ohms) throws BusException {
        chip.code = code;
        Max31865 opened = open(false, false);

        assertThatThrownBy(opened::measure)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RANGE))
                .hasMessage("the RTD code is " + hex + ", " + ohms
                        + " ohms: nothing that a resistor of 100 ohms has from -200 to 850 degrees Celsius");
    }

    @Test
    void takesTheLastCodesWithinTheRange() throws BusException {
        chip.code = 1412;
        assertThat(open(false, false).measure().celsius()).isCloseTo(-199.979, within(1e-3));
        chip.code = 29756;
        assertThat(open(false, false).measure().celsius()).isCloseTo(849.978570, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"00, 00, 00000000", "FF, 91, FFFFFFFF"})
    void refusesALineThatNobodyDrives(String line, String configuration, String thresholds) {
        chip.stuck = Integer.parseInt(line, 16);

        assertThatThrownBy(() -> open(true, false))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage(
                        "configuration 10 and thresholds FFFF0000 were written, but %s and %s kept",
                        configuration, thresholds);
    }

    /** Registers behind a write bit; those bits of the configuration that clear themselves do. */
    private static final class Chip implements SpiDevice {
        final List<Integer> configurations = new ArrayList<>();
        final byte[] registers = new byte[8];
        int code = 7620;
        int status;
        boolean fault;
        int stuck = -1;

        @Override
        public byte[] transfer(int... bytes) {
            int register = bytes[0] & 0x7F;
            byte[] in = new byte[bytes.length];
            if ((bytes[0] & 0x80) != 0) {
                for (int i = 1; i < bytes.length; i++) {
                    registers[register + i - 1] = (byte) bytes[i];
                }
                if (register == 0x00) {
                    configurations.add(bytes[1]);
                    registers[0] &= (byte) 0xD1;
                }
            } else {
                ByteBuffer.wrap(registers).putShort(1, (short) (code << 1 | (fault ? 1 : 0)));
                registers[7] = (byte) status;
                System.arraycopy(registers, register, in, 1, bytes.length - 1);
            }
            if (stuck >= 0) {
                java.util.Arrays.fill(in, (byte) stuck);
            }
            return in;
        }
    }
}
