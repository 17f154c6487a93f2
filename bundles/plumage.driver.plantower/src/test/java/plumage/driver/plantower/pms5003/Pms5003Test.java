package plumage.driver.plantower.pms5003;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedPms5003;
import plumage.bus.emulated.VirtualTime;
import plumage.driver.plantower.pms5003.Pms5003.Concentration;

class Pms5003Test {
    private static final String BUS = "emulated-serial-0";
    /** Masses 500, 999, 1000 (CF=1) and 330, 660, 700 µg/m³, counts 65535, 20000, 5000, 900, 90, 20. */
    private static final String HIGH = "424D001C01F403E703E8014A029402BCFFFF4E2013880384005A0014970009A7";

    private static final String BROKEN = "424D001C01F403E703E8014A029402BCFFFF4E2013880384005A0015970009A7";

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final EmulatedPms5003 emulated = new EmulatedPms5003(time);
    private final SerialDevice line = new DirectBuses(buses).serial(BusName.parse(BUS), 9600);

    private Pms5003 open() throws BusException {
        buses.plug(BUS, emulated);
        return Pms5003.open(line, Concentration.ATMOSPHERIC);
    }

    @Test
    void measuresTheAirOfNow() throws BusException {
        Pms5003 sensor = open();
        emulated.set(8e-6);
        time.pass(Duration.ofMinutes(10)); // in which it has said a lot
        emulated.set(200e-6);
        assertThat(sensor.measure().gramsPerCubicMeter())
                .containsExactly(entry("1", 120e-6), entry("2.5", 200e-6), entry("10", 250e-6));
        emulated.set(40e-6);
        assertThat(sensor.measure().perCubicMeter())
                .containsExactly(
                        entry("0.3", 60e6),
                        entry("0.5", 16.8e6),
                        entry("1", 3e6),
                        entry("2.5", 240e3),
                        entry("5", 50e3),
                        entry("10", 10e3));
    }

    @Test
    void wakesOneThatSleepsAndHasItSpeak() throws BusException {
        buses.plug(BUS, emulated);
        line.write(0x42, 0x4D, 0xE1, 0x00, 0x00, 0x01, 0x70);
        line.write(0x42, 0x4D, 0xE4, 0x00, 0x00, 0x01, 0x73);
        Pms5003 sensor = Pms5003.open(line, Concentration.ATMOSPHERIC);
        assertThat(sensor.measure().gramsPerCubicMeter()).containsEntry("2.5", 8e-6);
    }

    @Test
    void tellsEitherMass() throws BusException {
        assertThat(hearing(HIGH, Concentration.ATMOSPHERIC).measure().gramsPerCubicMeter())
                .containsExactly(entry("1", 330e-6), entry("2.5", 660e-6), entry("10", 700e-6));
        Pms5003.Sample standard = hearing(HIGH, Concentration.STANDARD).measure();
        assertThat(standard.gramsPerCubicMeter())
                .containsExactly(entry("1", 500e-6), entry("2.5", 999e-6), entry("10", 1000e-6));
        assertThat(standard.perCubicMeter())
                .containsExactly(
                        entry("0.3", 655.35e6),
                        entry("0.5", 200e6),
                        entry("1", 50e6),
                        entry("2.5", 9e6),
                        entry("5", 900e3),
                        entry("10", 200e3));
    }

    @ParameterizedTest
    @CsvSource({
        "the end of a frame before it,        00970002B9",
        "a doubled start,                     42",
        "a start twice,                       424D",
        "a start and a length,                424D001C",
        "the answer to a command,             424D0004E1010175",
        "a frame but for its last byte,       424D001C01F403E703E8014A029402BCFFFF4E2013880384005A0014970009",
        "a frame whose sum is wrong,          " + BROKEN,
        "a frame of another length,           424D001400050008000900050008000904B00154003C0005",
        "half a frame whose rest was lost,    424D001C00050008000900050008000904",
        "noise,                               00FF42004D42004D42004D42FF"
    })
    void findsTheFrameBehind(String what, String before) throws BusException {
        assertThat(hearing(before + HIGH, Concentration.ATMOSPHERIC).measure().gramsPerCubicMeter())
                .as(what)
                .containsEntry("2.5", 660e-6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''             | no good frame: nothing came, then 0 of 32 bytes came within 3000 ms
            424D001C0005   | no good frame: nothing came, then 6 of 32 bytes came within 3000 ms
            424D001C01F403E703E8014A029402BCFFFF4E2013880384005A0015970009A7 | no good frame: one says that its sum is 09A7, it is 09A8, then 0 of 32 bytes came within 3000 ms
            424D001401F403E703E8014A029402BCFFFF4E2013880384005A0014970009A7 | no good frame: something else came, then 0 of 32 bytes came within 3000 ms
            """)
    void saysWhyThereIsNoFrame(String heard, String message) {
        assertThatThrownBy(() -> hearing(heard, Concentration.ATMOSPHERIC).measure())
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRC));
    }

    @Test
    void tellsAnErrorCode() throws BusException {
        Pms5003 sensor = open();
        emulated.fail(0xA5);
        assertThatThrownBy(sensor::measure)
                .hasMessage("it tells the error code A5")
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FAULT));
    }

    @Test
    void troubleOfTheBusIsThat() throws BusException {
        Pms5003 sensor = open();
        buses.vanish(BUS);
        assertThatThrownBy(sensor::measure).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(Fault.BUS));
    }

    /** Among it the start of a frame at every other byte of the second half. */
    @Test
    void seesNoFrameInGarbageAndGivesUpSoon() throws BusException {
        Random random = new Random(42);
        Garbage garbage = new Garbage(random);
        Pms5003 sensor = Pms5003.open(garbage, Concentration.ATMOSPHERIC);
        for (int i = 0; i < 20_000; i++) {
            garbage.starts = i > 10_000;
            garbage.reads = 0;
            assertThatThrownBy(sensor::measure).hasMessageStartingWith("no good frame: ");
            assertThat(garbage.reads).isLessThanOrEqualTo(4);
            assertThat(garbage.most).isLessThanOrEqualTo(32);
        }
    }

    private static Pms5003 hearing(String heard, Concentration concentration) throws BusException {
        return Pms5003.open(new Words(HexFormat.of().parseHex(heard)), concentration);
    }

    /** Something that is said once, and then silence. */
    private static final class Words implements SerialDevice {
        private byte[] coming;

        Words(byte[] coming) {
            this.coming = coming;
        }

        @Override
        public void write(int... bytes) {}

        @Override
        public byte[] read(int count, Duration within) throws BusException {
            if (coming.length < count) {
                throw new BusException(
                        Fault.TIMEOUT,
                        coming.length + " of " + count + " bytes came within " + within.toMillis() + " ms");
            }
            byte[] came = Arrays.copyOf(coming, count);
            coming = Arrays.copyOfRange(coming, count, coming.length);
            return came;
        }

        @Override
        public void discard() {}
    }

    private static final class Garbage implements SerialDevice {
        private static final byte[] START = {0x42, 0x4D, 0, 0x1C};

        private final Random random;
        private boolean starts;
        private int reads;
        private int most;

        Garbage(Random random) {
            this.random = random;
        }

        @Override
        public void write(int... bytes) {}

        @Override
        public byte[] read(int count, Duration within) {
            reads++;
            most = Math.max(most, count);
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            if (starts) {
                int at = random.nextInt(count);
                System.arraycopy(START, 0, bytes, at, Math.min(START.length, count - at));
            }
            return bytes;
        }

        @Override
        public void discard() {}
    }
}
