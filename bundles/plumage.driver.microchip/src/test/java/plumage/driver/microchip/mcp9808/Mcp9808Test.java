package plumage.driver.microchip.mcp9808;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

class Mcp9808Test {
    private static final String BUS = "emulated-i2c-1";
    private static final int ADDRESS = 0x18;

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final Registers registers =
            new DirectBuses(buses).i2c(BusName.parse(BUS), ADDRESS).registers();
    private final Chip chip = new Chip();

    private Mcp9808 open() throws BusException {
        buses.plug(BUS, ADDRESS, chip);
        return Mcp9808.open(registers, time);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0194, 25.25", // section 5.1.3.1
        "07D0, 125",
        "0001, 0.0625",
        "0000, 0",
        "1FFF, -0.0625",
        "1E6C, -25.25",
        "1D80, -40",
        "C194, 25.25", // the alerts do not matter
        "FD80, -40",
        "0960, 150",
        "1BF0, -65",
    })
    void readsTemperatures(String word, double celsius) throws BusException {
        chip.words.put(0x05, Integer.parseInt(word, 16));

        assertThat(open().celsius()).isEqualTo(celsius);
    }

    @ParameterizedTest
    @CsvSource({"0FFF", "1000", "0961", "1BEF"})
    void refusesWhatNoChipCanTell(String word) throws BusException {
        chip.words.put(0x05, Integer.parseInt(word, 16));
        Mcp9808 opened = open();

        assertThatThrownBy(opened::celsius)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RANGE))
                .hasMessage("TA is " + word + ": not from -65 to 150 degrees Celsius");
    }

    @ParameterizedTest
    @CsvSource({"0055, 0400", "0054, 0200", "FFFF, FFFF", "0000, 0000"})
    void refusesAnotherChip(String manufacturer, String device) {
        chip.words.put(0x06, Integer.parseInt(manufacturer, 16));
        chip.words.put(0x07, Integer.parseInt(device, 16));

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage("manufacturer and device are %s and %s, not 0054 and 04xx (MCP9808)", manufacturer, device);
        assertThat(chip.written).isEmpty();
    }

    @Test
    void takesEveryRevision() throws BusException {
        chip.words.put(0x07, 0x0437);

        assertThat(open().celsius()).isEqualTo(25.25);
    }

    @Test
    void leavesAChipAloneThatConvertsFinely() throws BusException {
        chip.words.put(0x01, 0x060F);
        open();

        assertThat(chip.written).isEmpty();
    }

    @Test
    void wakesAChipAndSetsItsFinestStep() throws BusException {
        chip.words.put(0x01, 0x0708);
        chip.words.put(0x08, 0x00);
        open();

        assertThat(chip.written).containsExactly("01 0608", "08 03");
    }

    @Test
    void waitsForTheFirstConversionOnly() throws BusException {
        Mcp9808 opened = open();
        opened.celsius();

        assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void tellsAChipThatIsGone() throws BusException {
        Mcp9808 opened = open();
        buses.unplug(BUS, ADDRESS);

        assertThatThrownBy(opened::celsius).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(Fault.NACK));
    }

    /** Words, and strict: nothing is read or written by half. */
    private static final class Chip implements EmulatedChip {
        final Map<Integer, Integer> words =
                new TreeMap<>(Map.of(0x01, 0x0000, 0x05, 0x0194, 0x06, 0x0054, 0x07, 0x0400, 0x08, 0x03));
        final List<String> written = new ArrayList<>();

        @Override
        public void i2c(byte[] write, byte[] read) throws BusException {
            int register = write[0];
            int width = register == 0x08 ? 1 : 2;
            Integer word = words.get(register);
            if (word != null && write.length == 1 && read.length == width) {
                read[0] = (byte) (word >> 8 * (width - 1));
                read[width - 1] = word.byteValue();
            } else if (word != null && write.length == 1 + width && read.length == 0) {
                int value = width == 1
                        ? Byte.toUnsignedInt(write[1])
                        : Byte.toUnsignedInt(write[1]) << 8 | Byte.toUnsignedInt(write[2]);
                words.put(register, value);
                written.add(String.format(width == 1 ? "%02X %02X" : "%02X %04X", register, value));
            } else {
                throw new BusException(Fault.NACK, "not a transfer of an MCP9808");
            }
        }
    }
}
