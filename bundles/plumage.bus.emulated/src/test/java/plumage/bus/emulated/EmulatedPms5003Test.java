package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;

class EmulatedPms5003Test {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String PASSIVE = "42 4D E1 00 00 01 70";
    private static final String ACTIVE = "42 4D E1 00 01 01 71";
    private static final String READ = "42 4D E2 00 00 01 71";
    private static final String SLEEP = "42 4D E4 00 00 01 73";
    private static final String WAKE_UP = "42 4D E4 00 01 01 74";

    private final VirtualTime time = new VirtualTime();
    private final EmulatedPms5003 sensor = new EmulatedPms5003(time);
    private final SerialDevice line = sensor.serial(9600);

    @ParameterizedTest
    @CsvSource({
        "8e-6,  424D001C 0005 0008 000A 0005 0008 000A 04B0 0150 003C 0005 0001 0000 9700 02B7",
        "30e-6, 424D001C 0012 001E 002D 0012 001E 0026 1194 04EC 00E1 0012 0004 0001 9700 0482",
        "40e-6, 424D001C 0018 0032 0046 0018 0028 0032 1770 0690 012C 0018 0005 0001 9700 03AC",
        "200e-6, 424D001C 00B4 012C 0177 0078 00C8 00FA 7530 20D0 05DC 0078 0018 0006 9700 07E1",
        "0, 424D001C 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 9700 0142",
        "1, 424D001C FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF 7530 9700 17D1"
    })
    void tellsTheDustEachSecond(double grams, String frame) throws BusException {
        sensor.set(grams);
        assertThat(line.read(32, SECOND)).isEqualTo(Bytes.of(frame));
        assertThat(time.nanos()).isEqualTo(SECOND.toNanos());
        assertThat(line.read(32, SECOND)).isEqualTo(Bytes.of(frame));
        assertThat(time.nanos()).isEqualTo(2 * SECOND.toNanos());
    }

    @Test
    void whatNobodyReadsWaitsAsMuchAsAKernelKeeps() throws BusException {
        time.pass(Duration.ofHours(10));
        byte[] kept = line.read(4096, Duration.ZERO);
        assertThat(Bytes.hex(kept)).startsWith("424D001C0005").endsWith("02B7");
        fails(() -> line.read(1, SOON), "0 of 1 bytes came within 100 ms");
    }

    @Test
    void whatIsThrownAwayIsGone() throws BusException {
        time.pass(Duration.ofMillis(2500));
        line.discard();
        fails(() -> line.read(32, SOON), "0 of 32 bytes came within 100 ms");
        line.read(32, SECOND);
        assertThat(time.nanos()).isEqualTo(3 * SECOND.toNanos());
    }

    @Test
    void tooFewAreLost() throws BusException {
        fails(() -> line.read(33, SECOND), "32 of 33 bytes came within 1000 ms");
        line.read(32, SECOND);
        assertThat(time.nanos()).isEqualTo(2 * SECOND.toNanos());
    }

    @Test
    void speaksWhenAskedInPassiveMode() throws BusException {
        send(PASSIVE);
        assertThat(Bytes.hex(line.read(8, SOON))).isEqualTo("424D0004E1000174");
        fails(() -> line.read(1, Duration.ofMinutes(1)), "0 of 1 bytes came within 60000 ms");
        send(READ);
        assertThat(Bytes.hex(line.read(32, SOON))).startsWith("424D001C").endsWith("02B7");
        send(ACTIVE);
        assertThat(Bytes.hex(line.read(8, SOON))).isEqualTo("424D0004E1010175");
        assertThat(Bytes.hex(line.read(32, SECOND))).startsWith("424D001C");
        send(READ); // not while it speaks anyway
        fails(() -> line.read(1, SOON), "0 of 1 bytes came within 100 ms");
    }

    @Test
    void sleepsUntilItIsWoken() throws BusException {
        send(SLEEP);
        assertThat(Bytes.hex(line.read(8, SOON))).isEqualTo("424D0004E4000177");
        fails(() -> line.read(1, SECOND), "0 of 1 bytes came within 1000 ms");
        send(WAKE_UP);
        line.read(8, SOON);
        assertThat(Bytes.hex(line.read(32, SECOND))).startsWith("424D001C");
        send(SLEEP);
        line.discard();
        sensor.powerUp();
        assertThat(Bytes.hex(line.read(32, SECOND))).startsWith("424D001C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42 4D E4 00 00 01 74", "42 4D E4 00 00 01", "42 4D E9 00 00 01 78", "43 4D E4 00 00 01 73"})
    void mindsNoOtherWords(String words) throws BusException {
        send(words);
        assertThat(Bytes.hex(line.read(32, SECOND))).startsWith("424D001C");
    }

    @Test
    void hearsCommandsInPiecesAndBehindNoise() throws BusException {
        send("00 11 42 4D");
        send("E1 00 00 01");
        send("70 42 4D E2 00 00 01 71");
        assertThat(Bytes.hex(line.read(40, SOON))).startsWith("424D0004E1000174424D001C");
    }

    @Test
    void tellsADefect() throws BusException {
        sensor.fail(0x10);
        assertThat(Bytes.hex(line.read(32, SECOND))).endsWith("971002C7");
    }

    @Test
    void isNotUnderstoodAtAnotherSpeed() throws BusException {
        SerialDevice wrong = sensor.serial(115_200);
        wrong.write(0x42, 0x4D, 0xE4, 0x00, 0x00, 0x01, 0x73);
        assertThat(Bytes.hex(wrong.read(4, SECOND))).isEqualTo("1B145945");
    }

    private void send(String command) throws BusException {
        line.write(Bytes.integers(command));
    }

    private static void fails(ThrowingCallable read, String message) {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(read)
                .withMessage(message)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
    }
}
