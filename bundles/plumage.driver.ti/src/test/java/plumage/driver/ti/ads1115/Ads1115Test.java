package plumage.driver.ti.ads1115;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Registers;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.VirtualTime;

class Ads1115Test {
    private static final String BUS = "emulated-i2c-1";

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final Registers registers =
            new DirectBuses(buses).i2c(BusName.parse(BUS), 0x48).registers();
    private final Chip chip = new Chip();

    @BeforeEach
    void plug() {
        buses.plug(BUS, 0x48, chip);
    }

    private Ads1115 open(double fullScale, int dataRate) throws BusException {
        return Ads1115.open(registers, time, fullScale, dataRate);
    }

    @ParameterizedTest
    @CsvSource({
        "AIN0-AIN1, 8383, 1",
        "AIN0-AIN3, 9383, 2",
        "AIN1-AIN3, A383, 3",
        "AIN2-AIN3, B383, 4",
        "AIN0, C383, 5",
        "AIN1, D383, 6",
        "AIN2, E383, 7",
        "AIN3, F383, 8",
    })
    void convertsTheInputThatItIsAskedFor(String input, String config, int code) throws BusException {
        chip.codes = new int[] {1, 2, 3, 4, 5, 6, 7, 8};

        assertThat(open(4.096, 128).volts(input)).isEqualTo(code * 0.000125);
        assertThat(chip.written).containsExactly("0383", config);
    }

    @ParameterizedTest
    @CsvSource({
        "6.144, C183, -6.144, 6.1438125",
        "4.096, C383, -4.096, 4.095875",
        "2.048, C583, -2.048, 2.0479375",
        "1.024, C783, -1.024, 1.02396875",
        "0.512, C983, -0.512, 0.511984375",
        "0.256, CB83, -0.256, 0.2559921875",
    })
    void scalesTheCode(double fullScale, String config, double lowest, double highest) throws BusException {
        Ads1115 opened = open(fullScale, 128);
        chip.codes[4] = 0x8000;
        assertThat(opened.volts("AIN0")).isEqualTo(lowest);
        chip.codes[4] = 0x7FFF;
        assertThat(opened.volts("AIN0")).isEqualTo(highest);
        chip.codes[4] = 0;
        assertThat(opened.volts("AIN0")).isEqualTo(0);
        chip.codes[4] = 0xFFFF;
        assertThat(opened.volts("AIN0")).isEqualTo(-fullScale / 32768);

        assertThat(chip.written).endsWith(config);
    }

    @ParameterizedTest
    @CsvSource({
        "8, C303, 137500000",
        "16, C323, 68750000",
        "32, C343, 34375000",
        "64, C363, 17187500",
        "128, C383, 8593750",
        "250, C3A3, 4400000",
        "475, C3C3, 2315789",
        "860, C3E3, 1279069",
    })
    void waitsForOneConversionAtItsRate(int dataRate, String config, long nanos) throws BusException {
        open(4.096, dataRate).volts("AIN0");

        assertThat(chip.written).endsWith(config);
        assertThat(time.nanos()).isEqualTo(nanos);
    }

    @Test
    void waitsOnlyABoundedTime() throws BusException {
        Ads1115 opened = open(4.096, 250);
        chip.busyPolls = 9;
        opened.volts("AIN1");
        assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofMillis(44));

        chip.busyPolls = 10;
        assertThatThrownBy(() -> opened.volts("AIN1"))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_READY))
                .hasMessage("the conversion of AIN1 does not end");
    }

    @Test
    void refusesAChipThatDoesNotKeepItsConfiguration() {
        chip.kept = 0x00FF; // one that has no more bits there

        assertThatThrownBy(() -> open(4.096, 128))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage(
                        "the config register is 0083 where 0383 was written: no ADS1115, or another program uses it");
    }

    @Test
    void refusesTheResultOfAnotherProgramsConversion() throws BusException {
        Ads1115 opened = open(4.096, 128);
        chip.kept = 0x0FFF; // AIN0-AIN1 instead of AIN0

        assertFault(() -> opened.volts("AIN0"), Fault.IDENTITY);
    }

    @Test
    void tellsAChipThatIsGone() throws BusException {
        Ads1115 opened = open(4.096, 128);
        buses.unplug(BUS, 0x48);

        assertFault(() -> opened.volts("AIN0"), Fault.NACK);
        assertFault(() -> open(4.096, 128), Fault.NACK);
    }

    private static void assertFault(ThrowingCallable call, Fault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    /** Single conversions, whose result is there as soon as the configuration says so. */
    private static final class Chip implements EmulatedChip {
        final List<String> written = new ArrayList<>();
        int[] codes = new int[8];
        int busyPolls;
        int kept = 0x7FFF;

        private int config = 0x0583;
        private int conversion;
        private int polls;

        @Override
        public void i2c(byte[] write, byte[] read) throws BusException {
            if (write.length == 3 && write[0] == 0x01 && read.length == 0) {
                int word = Byte.toUnsignedInt(write[1]) << 8 | Byte.toUnsignedInt(write[2]);
                written.add(String.format("%04X", word));
                config = word & kept;
                polls = (word & 0x8000) != 0 ? busyPolls : 0;
                conversion = codes[word >> 12 & 7];
            } else if (write.length == 1 && write[0] == 0x01 && read.length == 2) {
                put(read, config | (polls-- > 0 ? 0 : 0x8000));
            } else if (write.length == 1 && write[0] == 0x00 && read.length == 2) {
                put(read, conversion);
            } else {
                throw new BusException(Fault.NACK, "not a transfer of an ADS1115");
            }
        }

        private static void put(byte[] read, int word) {
            read[0] = (byte) (word >> 8);
            read[1] = (byte) word;
        }
    }
}
