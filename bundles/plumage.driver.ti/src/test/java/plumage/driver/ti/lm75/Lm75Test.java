package plumage.driver.ti.lm75;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

class Lm75Test {
    private static final String BUS = "emulated-i2c-1";
    private static final int ADDRESS = 0x48;

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final Registers registers =
            new DirectBuses(buses).i2c(BusName.parse(BUS), ADDRESS).registers();

    private Chip plug(int configuration) {
        Chip chip = new Chip(configuration);
        buses.plug(BUS, ADDRESS, chip);
        return chip;
    }

    private Lm75 open(int bits) throws BusException {
        return Lm75.open(registers, time, bits);
    }

    @ParameterizedTest(name = "{0} bits, {1}: {2}")
    @CsvSource({
        // SNIS153B, "Temperature data format"
        "9, 7D00, 125",
        "9, 1900, 25",
        "9, 0080, 0.5",
        "9, 0000, 0",
        "9, FF80, -0.5",
        "9, E700, -25",
        "9, C900, -55",
        // LM75B of NXP, table 10
        "11, 7F00, 127",
        "11, 7EE0, 126.875",
        "11, 1900, 25",
        "11, 0020, 0.125",
        "11, 0000, 0",
        "11, FFE0, -0.125",
        "11, E720, -24.875",
        "11, C920, -54.875",
        "11, C900, -55",
        // TMP102, "12-bit temperature data format"
        "12, 7FF0, 127.9375",
        "12, 6400, 100",
        "12, 0040, 0.25",
        "12, 0000, 0",
        "12, FFF0, -0.0625",
        "12, FFC0, -0.25",
        "12, E700, -25",
        "12, C900, -55",
        // TMP102, "13-bit temperature data format", left-aligned, with D0 set
        "12, 4B01, 150",
        "12, 4001, 128",
        "12, 3FF9, 127.9375",
        "12, 0021, 0.25",
        "12, 0001, 0",
        "12, FFF9, -0.0625",
        "12, FFE1, -0.25",
        "12, F381, -25",
        "12, E481, -55",
    })
    void readsTheCodesOfTheDataSheets(int bits, String word, double celsius) throws BusException {
        Chip chip = plug(0x00);
        chip.temperature = Integer.parseInt(word, 16);

        assertThat(open(bits).celsius()).isEqualTo(celsius);
    }

    @ParameterizedTest
    @CsvSource({"9, 197F, 25", "9, FFFF, -0.5", "11, 191F, 25", "11, FFFF, -0.125"})
    void ignoresUndefinedBits(int bits, String word, double celsius) throws BusException {
        Chip chip = plug(0x00);
        chip.temperature = Integer.parseInt(word, 16);

        assertThat(open(bits).celsius()).isEqualTo(celsius);
    }

    @ParameterizedTest
    @CsvSource({"9, C880", "9, 8000", "11, C8E0", "12, C8F0", "12, 8000", "12, E479", "12, 4B09"})
    void refusesCodesBeyondTheTables(int bits, String word) throws BusException {
        Chip chip = plug(0x00);
        chip.temperature = Integer.parseInt(word, 16);
        Lm75 opened = open(bits);

        assertThatThrownBy(opened::celsius)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RANGE))
                .hasMessage("the temperature register is " + word + ": not from -55 to 150 degrees Celsius");
    }

    @ParameterizedTest
    @CsvSource({"1902", "1904", "1908", "1903", "1905", "FFFF"})
    void refusesUnusedBitsOfATmp102(String word) throws BusException {
        Chip chip = plug(0x60);
        chip.temperature = Integer.parseInt(word, 16);
        Lm75 opened = open(12);

        assertThatThrownBy(opened::celsius)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RANGE))
                .hasMessage("the temperature register is " + word + ": its unused bits are not 0");
    }

    @ParameterizedTest
    @CsvSource({"9, 1E", "11, 00", "12, 60", "12, 7E"})
    void leavesAConfigurationAloneThatFits(int bits, String configuration) throws BusException {
        Chip chip = plug(Integer.parseInt(configuration, 16));
        open(bits);

        assertThat(chip.written).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9, 01, 00", "11, 1F, 1E", // wakes up
        "12, 61, 60", "12, E1, 60", // a TMP102: wakes up, and asks for no single conversion
        "12, 00, 60", "12, 3E, 7E", // a TMP105 has 9 bits after power-up
    })
    void changesOfTheConfigurationWhatItMust(int bits, String before, String after) throws BusException {
        Chip chip = plug(Integer.parseInt(before, 16));
        open(bits);

        assertThat(chip.written).containsExactly(Integer.parseInt(after, 16));
    }

    @ParameterizedTest
    @CsvSource({"9, 20", "9, 40", "11, 80", "11, FF"})
    void refusesAChipWithTestBitsSet(int bits, String configuration) {
        Chip chip = plug(Integer.parseInt(configuration, 16));

        assertThatThrownBy(() -> open(bits))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage("the configuration is " + configuration + ", but in an LM75 its three high bits are 0");
        assertThat(chip.written).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9, 01, 00", "12, 00, 60"})
    void refusesAChipThatDoesNotKeepItsConfiguration(int bits, String configuration, String written) {
        plug(Integer.parseInt(configuration, 16)).readOnly = true;

        assertThatThrownBy(() -> open(bits))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage("the configuration %s was written, but %s kept", written, configuration);
    }

    @Test
    void acceptsAOneShotBitThatStaysSet() throws BusException {
        Chip chip = plug(0xE1);
        chip.alwaysSet = 0x80;
        open(12);

        assertThat(chip.written).containsExactly(0x60);
    }

    @Test
    void waitsForTheFirstConversionOnly() throws BusException {
        plug(0x00);
        Lm75 chip = open(11);
        assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofMillis(300));

        chip.celsius();
        assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void tellsAChipThatIsGone() throws BusException {
        plug(0x00);
        Lm75 chip = open(11);
        buses.unplug(BUS, ADDRESS);

        assertFault(chip::celsius, Fault.NACK);
        assertFault(() -> open(11), Fault.NACK);
    }

    private static void assertFault(ThrowingCallable call, Fault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    /** The two registers that matter, and strict about the rest: no other is touched, and none is read or written by half. */
    private static final class Chip implements EmulatedChip {
        final List<Integer> written = new ArrayList<>();
        int configuration;
        int temperature;
        int alwaysSet;
        boolean readOnly;

        Chip(int configuration) {
            this.configuration = configuration;
        }

        @Override
        public void i2c(byte[] write, byte[] read) throws BusException {
            if (write.length == 1 && write[0] == 0x00 && read.length == 2) {
                read[0] = (byte) (temperature >> 8);
                read[1] = (byte) temperature;
            } else if (write.length == 1 && write[0] == 0x01 && read.length == 1) {
                read[0] = (byte) (configuration | alwaysSet);
            } else if (write.length == 2 && write[0] == 0x01 && read.length == 0) {
                written.add(Byte.toUnsignedInt(write[1]));
                configuration = readOnly ? configuration : Byte.toUnsignedInt(write[1]);
            } else {
                throw new BusException(Fault.NACK, "not a transfer of an LM75");
            }
        }
    }
}
