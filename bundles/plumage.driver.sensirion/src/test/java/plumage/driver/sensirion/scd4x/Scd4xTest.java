package plumage.driver.sensirion.scd4x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Crc8;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.VirtualTime;
import plumage.driver.sensirion.scd4x.Scd4x.Mode;

class Scd4xTest {
    private static final String BUS = "emulated-i2c-1";
    private static final Scd4x.Setup SETUP = new Scd4x.Setup(Mode.PERIODIC, 0, true);

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final I2cDevice device = new DirectBuses(buses).i2c(BusName.parse(BUS), 0x62);
    private final Chip chip = new Chip();

    @BeforeEach
    void plug() {
        buses.plug(BUS, 0x62, chip);
    }

    private Scd4x open(Scd4x.Setup setup) throws BusException {
        return Scd4x.open(device, time, setup);
    }

    @Test
    void stopsIdentifiesSetsUpAndStarts() throws BusException {
        chip.measuring = true; // since the hub ran last
        open(new Scd4x.Setup(Mode.PERIODIC, 1950, false));

        assertThat(chip.heard).containsExactly("3F86", "202F", "2427079E09", "2416000081", "21B1");
    }

    @ParameterizedTest
    @CsvSource({"PERIODIC, 21B1", "LOW_POWER, 21AC"})
    void startsInTheModeThatIsAskedFor(Mode mode, String command) throws BusException {
        open(new Scd4x.Setup(mode, 0, true));

        assertThat(chip.heard).endsWith("24270000" + "81", "24160001B0", command);
    }

    @ParameterizedTest
    @CsvSource({"0x0440, scd40", "0x1440, scd41", "0x5441, scd43"})
    void identifiesItsVariant(String word, String variant) throws BusException {
        chip.variant = Integer.decode(word);

        assertThat(open(SETUP).variant()).isEqualTo(variant);
    }

    @Test
    void refusesAnotherChipBeforeItIsSetUp() {
        chip.variant = 0x2440;

        assertThatThrownBy(() -> open(SETUP))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage("the chip says its variant is 2440, not 0... (SCD40), 1... (SCD41) or 5... (SCD43)");
        assertThat(chip.heard).containsExactly("3F86", "202F");
    }

    @Test
    void measuresAllThree() throws BusException {
        chip.data = new int[] {500, 0x6667, 0x5EB9}; // the data sheet's example, 3.6.2
        Scd4x.Sample sample = open(SETUP).measure();

        assertThat(sample.ppm()).isEqualTo(500);
        assertThat(sample.celsius()).isEqualTo(25.00267, within(1e-5));
        assertThat(sample.humidityRatio()).isEqualTo(0.370016, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, -45, 0", "65535, 65535, 65535, 130, 1"})
    void theEndsOfItsRanges(int ppm, int temperature, int humidity, double celsius, double ratio) throws BusException {
        chip.data = new int[] {ppm, temperature, humidity};

        assertThat(open(SETUP).measure()).isEqualTo(new Scd4x.Sample(ppm, celsius, ratio));
    }

    @ParameterizedTest
    @CsvSource({"PERIODIC, 5", "LOW_POWER, 30"})
    void waitsForTheFirstMeasurementAndFreesTheBusMeanwhile(Mode mode, int period) throws BusException {
        Scd4x opened = open(new Scd4x.Setup(mode, 0, true));
        long before = time.nanos();
        opened.measure();

        assertThat(Duration.ofNanos(time.nanos() - before))
                .isBetween(Duration.ofSeconds(period), Duration.ofMillis(period * 1000 + 500));
    }

    @Test
    void takesALaterMeasurementAtOnce() throws BusException {
        Scd4x opened = open(SETUP);
        opened.measure();
        time.pass(Duration.ofSeconds(10));
        long before = time.nanos();
        opened.measure();

        assertThat(Duration.ofNanos(time.nanos() - before)).isEqualTo(Duration.ofMillis(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8006, 0x0400, 0xF801, 0x0001})
    void anyOfElevenBitsSaysThatDataIsReady(int status) throws BusException {
        chip.ready = status;

        assertThat(open(SETUP).measure().ppm()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"PERIODIC, 6", "LOW_POWER, 36"})
    void waitsOnlyABoundedTime(Mode mode, int seconds) throws BusException {
        Scd4x opened = open(new Scd4x.Setup(mode, 0, true));
        chip.measuring = false; // its supply was interrupted

        assertThatThrownBy(opened::measure)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_READY))
                .hasMessage("no measurement within " + seconds + " s");
    }

    @Test
    void checksEveryAnswer() throws BusException {
        buses.faults(BUS, 0x62).next(Fault.CRC, 1);
        assertFault(() -> open(SETUP), Fault.CRC);

        Scd4x opened = open(SETUP);
        buses.faults(BUS, 0x62).next(Fault.CRC, 1);
        assertFault(opened::measure, Fault.CRC);

        time.pass(Duration.ofSeconds(6));
        chip.spoilt = true;
        assertFault(opened::measure, Fault.CRC);
    }

    @Test
    void tellsAChipThatIsGone() throws BusException {
        Scd4x opened = open(SETUP);
        buses.unplug(BUS, 0x62);

        assertFault(opened::measure, Fault.NACK);
        assertFault(() -> open(SETUP), Fault.NACK);
    }

    private static void assertFault(ThrowingCallable call, Fault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    /** Measures by itself, takes settings and questions of identity only while it does not, and gives each result once. */
    private final class Chip implements EmulatedChip {
        final List<String> heard = new ArrayList<>();
        boolean measuring;
        int variant = 0x1440;
        int ready = 0x8006;
        int[] data = {500, 0x6667, 0x5EB9};
        boolean spoilt;

        private int[] answer = {};
        private long acceptsAt;
        private long period;
        private long taken;

        @Override
        public void i2c(byte[] write, byte[] read) throws BusException {
            if (time.nanos() < acceptsAt) {
                throw new BusException(Fault.NACK, "still busy with the last command");
            }
            if (write.length > 0 && read.length > 0) {
                throw new BusException(Fault.NACK, "wants a pause between command and answer");
            }
            if (write.length > 0) {
                take(HexFormat.of().withUpperCase().formatHex(write));
            } else {
                answer(read);
            }
        }

        private void take(String bytes) throws BusException {
            int command = Integer.parseInt(bytes.substring(0, 4), 16);
            answer = new int[0];
            acceptsAt = time.nanos() + Duration.ofMillis(1).toNanos();
            boolean data = time.nanos() - taken >= period && measuring;
            switch (command) {
                case 0x3F86 -> {
                    measuring = false;
                    acceptsAt = time.nanos() + Duration.ofMillis(500).toNanos();
                }
                case 0xE4B8 -> {
                    answer = new int[] {data ? ready : 0x8000};
                    return;
                }
                case 0xEC05 -> {
                    answer = data ? this.data : new int[0];
                    taken = time.nanos();
                    return;
                }
                default -> takeWhileIdle(command);
            }
            heard.add(bytes);
        }

        private void takeWhileIdle(int command) throws BusException {
            if (measuring) {
                throw new BusException(Fault.NACK, "measures");
            }
            switch (command) {
                case 0x202F -> answer = new int[] {variant};
                case 0x21B1, 0x21AC -> {
                    measuring = true;
                    taken = time.nanos();
                    period = Duration.ofSeconds(command == 0x21B1 ? 5 : 30).toNanos();
                }
                case 0x2427, 0x2416 -> {}
                default -> throw new BusException(Fault.NACK, "unknown command");
            }
        }

        private void answer(byte[] read) throws BusException {
            if (read.length != answer.length * 3 || answer.length == 0) {
                throw new BusException(Fault.NACK, "nothing to read, or not so much");
            }
            for (int i = 0; i < answer.length; i++) {
                read[3 * i] = (byte) (answer[i] >> 8);
                read[3 * i + 1] = (byte) answer[i];
                read[3 * i + 2] = (byte) Crc8.SENSIRION.of(read, 3 * i, 2);
            }
            if (spoilt && answer.length == 3) {
                read[8] ^= 1;
            }
        }
    }
}
