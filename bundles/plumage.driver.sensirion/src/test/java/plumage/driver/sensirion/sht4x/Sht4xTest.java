package plumage.driver.sensirion.sht4x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.VirtualTime;
import plumage.driver.sensirion.sht4x.Sht4x.Precision;

class Sht4xTest {
    private static final String BUS = "emulated-i2c-1";

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final I2cDevice device = new DirectBuses(buses).i2c(BusName.parse(BUS), 0x44);
    private final Chip chip = new Chip();

    private Sht4x open(Precision precision) throws BusException {
        buses.plug(BUS, 0x44, chip);
        return Sht4x.open(device, time, precision);
    }

    @ParameterizedTest
    @CsvSource({
        "666693 8000A2, 25, 0.5650095368886854",
        "000081 0CCC0F, -45, 0.00248569466697",
        "FFFFAC 0CCC0F, 130, 0.00248569466697",
        "288787 7C2FA6, -17.2953383688, 0.546374456397",
    })
    void measuresBothAtOnce(String answer, double celsius, double ratio) throws BusException {
        chip.answer = answer.replace(" ", "");
        Sht4x.Sample sample = open(Precision.HIGH).measure();

        assertThat(sample.celsius()).isEqualTo(celsius, within(1e-9));
        assertThat(sample.humidityRatio()).isEqualTo(ratio, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3145, 0", "3146, 0.00000610", "32768, 0.56500954", "55573, 0.99998703", "55574, 1", "65535, 1"
    })
    void cropsHumidityAsTheDataSheetSays(int word, double ratio) {
        assertThat(Sht4x.humidityRatio(word)).isEqualTo(ratio, within(5e-9));
    }

    @ParameterizedTest
    @CsvSource({"HIGH, FD, 10", "MEDIUM, F6, 5", "LOW, E0, 2"})
    void waitsForThePrecisionThatIsAskedFor(Precision precision, String command, long millis) throws BusException {
        Sht4x opened = open(precision);
        long before = time.nanos();
        opened.measure();

        assertThat(Duration.ofNanos(time.nanos() - before)).isEqualTo(Duration.ofMillis(millis));
        assertThat(chip.heard).containsExactly("94", "89", command);
    }

    @Test
    void refusesAnswersWithAWrongChecksum() throws BusException {
        chip.answer = "6666938000A3";
        assertFault(open(Precision.HIGH)::measure, Fault.CRC);

        chip.serial = "FFFFFFFFFFFF";
        assertFault(() -> open(Precision.HIGH), Fault.CRC);
    }

    @Test
    void refusesAChipThatDoesNotKnowTheCommand() {
        chip.serial = "";

        assertFault(() -> open(Precision.HIGH), Fault.NACK);
    }

    @Test
    void tellsAChipThatIsGone() throws BusException {
        Sht4x opened = open(Precision.HIGH);
        buses.unplug(BUS, 0x44);

        assertFault(opened::measure, Fault.NACK);
        assertFault(() -> Sht4x.open(device, time, Precision.HIGH), Fault.NACK);
    }

    private static void assertFault(ThrowingCallable call, Fault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    /** Commands of one byte, answers that are ready after their time and not before, and no repeated start. */
    private final class Chip implements EmulatedChip {
        final List<String> heard = new ArrayList<>();
        String serial = "0123A0456753";
        String answer = "666693D91663";

        private String ready = "";
        private long readyAt;

        @Override
        public void i2c(byte[] write, byte[] read) throws BusException {
            if (write.length == 1 && read.length == 0) {
                String command = HexFormat.of().withUpperCase().formatHex(write);
                heard.add(command);
                ready = command.equals("89") ? serial : command.equals("94") ? "" : answer;
                double millis =
                        switch (command) {
                            case "94", "89" -> 1;
                            case "FD" -> 8.3;
                            case "F6" -> 4.5;
                            case "E0" -> 1.6;
                            default -> throw new BusException(Fault.NACK, "unknown command");
                        };
                readyAt = time.nanos() + (long) (millis * 1e6);
            } else if (write.length == 0 && !ready.isEmpty() && time.nanos() >= readyAt) {
                System.arraycopy(HexFormat.of().parseHex(ready), 0, read, 0, read.length);
                ready = "";
            } else {
                throw new BusException(Fault.NACK, "not now");
            }
        }
    }
}
