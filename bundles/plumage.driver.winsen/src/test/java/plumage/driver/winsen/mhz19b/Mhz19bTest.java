package plumage.driver.winsen.mhz19b;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;
import plumage.bus.emulated.DirectBuses;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedMhz19b;
import plumage.bus.emulated.VirtualTime;
import plumage.driver.winsen.mhz19b.Mhz19b.Setup;

class Mhz19bTest {
    private static final String BUS = "emulated-serial-0";
    private static final Duration PREHEAT = Duration.ofMinutes(3);
    private static final Setup AS_IT_IS = new Setup(Optional.empty(), Optional.empty());

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBuses buses = new EmulatedBuses();
    private final EmulatedMhz19b emulated = new EmulatedMhz19b(time);
    private final SerialDevice line = new DirectBuses(buses).serial(BusName.parse(BUS), 9600);

    private Mhz19b open(Setup setup) throws BusException {
        buses.plug(BUS, emulated);
        return Mhz19b.open(line, time, PREHEAT, setup);
    }

    @Test
    void asks() throws BusException {
        Sensor sensor = new Sensor("FF8602200000000058");
        Mhz19b chip = Mhz19b.open(sensor, time, Duration.ZERO, AS_IT_IS);
        assertThat(chip.measure()).isEqualTo(544); // the example of the manual
        assertThat(sensor.heard).containsExactly("discard", "FF0186000000000079");
    }

    @Test
    void isPatientWithOneThatWasJustPowered() throws BusException {
        emulated.set(1234);
        Mhz19b sensor = open(AS_IT_IS);
        assertThat(sensor.measure()).isEqualTo(1234);
        assertThat(time.nanos()).isEqualTo(PREHEAT.toNanos());
    }

    @Test
    void believesOneThatIsWarmAtOnce() throws BusException {
        buses.plug(BUS, emulated);
        time.pass(PREHEAT);
        emulated.set(1234);
        assertThat(Mhz19b.open(line, time, PREHEAT, AS_IT_IS).measure()).isEqualTo(1234);
        assertThat(time.nanos()).isEqualTo(PREHEAT.toNanos());
    }

    @Test
    void freshAirIsBelievedInTheEnd() throws BusException {
        buses.plug(BUS, emulated);
        time.pass(PREHEAT);
        emulated.set(400);
        assertThat(Mhz19b.open(line, time, PREHEAT, AS_IT_IS).measure()).isEqualTo(400);
        assertThat(time.nanos()).isEqualTo(2 * PREHEAT.toNanos());
    }

    @ParameterizedTest
    @CsvSource({"400, 180", "410, 180", "500, 180", "401, 0", "0, 0", "5000, 0"})
    void knowsWhatIsToldWhileWarmingUp(int ppm, int seconds) throws BusException {
        Sensor sensor = new Sensor(answer(ppm));
        sensor.repeats = true;
        Mhz19b.open(sensor, time, PREHEAT, AS_IT_IS);
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void setsNothingUnlessAsked() throws BusException {
        emulated.set(700);
        open(AS_IT_IS);
        assertThat(emulated.selfCalibration()).isTrue();
        assertThat(emulated.detectionRange()).isEqualTo(5000);
        open(new Setup(Optional.of(false), Optional.of(2000)));
        assertThat(emulated.selfCalibration()).isFalse();
        assertThat(emulated.detectionRange()).isEqualTo(2000);
        open(new Setup(Optional.of(true), Optional.of(10_000)));
        assertThat(emulated.selfCalibration()).isTrue();
        assertThat(emulated.detectionRange()).isEqualTo(10_000);
    }

    @Test
    void sendsWhatTheManualHasAsExamples() throws BusException {
        Sensor sensor = new Sensor();
        Mhz19b.open(sensor, time, Duration.ZERO, new Setup(Optional.of(true), Optional.of(2000)));
        Mhz19b.open(sensor, time, Duration.ZERO, new Setup(Optional.of(false), Optional.of(5000)));
        assertThat(sensor.heard)
                .containsExactly(
                        "FF0179A000000000E6", "FF019900000007D08F", "FF0179000000000086", "FF01990000001388CB");
    }

    /** Some firmware acknowledges settings, which no manual says. */
    @Test
    void anAcknowledgementIsNoReading() throws BusException {
        Sensor sensor = new Sensor("FF7901000000000086", answer(700), answer(701));
        sensor.acknowledges = true;
        Mhz19b chip = Mhz19b.open(sensor, time, PREHEAT, new Setup(Optional.of(false), Optional.empty()));
        assertThat(chip.measure()).isEqualTo(701);
        assertThat(time.nanos()).as("time for it to come").isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FF86027042000000D6 | CRC       | it answers FF86027042000000D6, not FF86... with the checksum C6
            FE86026042000000D6 | CRC       | it answers FE86026042000000D6, not FF86... with the checksum D6
            FF85026042000000D7 | CRC       | it answers FF85026042000000D7, not FF86... with the checksum D7
            FF8600003D0000003D | NOT_READY | 0 ppm: it has measured nothing yet
            FF86FFFF420000003A | RANGE     | 65535 ppm is more than its widest range has, 10000
            FF8627114200000000 | RANGE     | 10001 ppm is more than its widest range has, 10000
            FF8602             | TIMEOUT   | 3 of 9 bytes came
            """)
    void whatIsNoReading(String answer, Fault fault, String message) throws BusException {
        Mhz19b chip = Mhz19b.open(new Sensor(answer), time, Duration.ZERO, AS_IT_IS);
        assertThatThrownBy(chip::measure)
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    @Test
    void tellsUpToItsWidestRange() throws BusException {
        assertThat(Mhz19b.open(new Sensor(answer(10_000)), time, Duration.ZERO, AS_IT_IS)
                        .measure())
                .isEqualTo(10_000);
        assertThat(Mhz19b.open(new Sensor(answer(1)), time, Duration.ZERO, AS_IT_IS)
                        .measure())
                .isEqualTo(1);
    }

    private static String answer(int ppm) {
        int sum = -(0x86 + (ppm >> 8) + (ppm & 0xFF)) & 0xFF;
        return String.format("FF86%04X00000000%02X", ppm, sum);
    }

    /** Answers one thing after the other. */
    private static final class Sensor implements SerialDevice {
        private final List<String> answers;
        private final List<String> heard = new ArrayList<>();
        private boolean repeats;
        private boolean acknowledges;
        private byte[] coming = {};

        Sensor(String... answers) {
            this.answers = new ArrayList<>(List.of(answers));
        }

        @Override
        public void write(int... bytes) {
            byte[] words = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                words[i] = (byte) bytes[i];
            }
            heard.add(HexFormat.of().withUpperCase().formatHex(words));
            if (words[2] == (byte) 0x86 || acknowledges) {
                String answer = repeats ? answers.get(0) : answers.remove(0);
                coming = HexFormat.of().parseHex(answer);
            }
        }

        @Override
        public byte[] read(int count, Duration within) throws BusException {
            if (coming.length < count) {
                throw new BusException(Fault.TIMEOUT, coming.length + " of " + count + " bytes came");
            }
            byte[] answer = coming;
            coming = new byte[0];
            return answer;
        }

        @Override
        public void discard() {
            heard.add("discard");
            coming = new byte[0];
        }
    }
}
