package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.SerialDevice;

class EmulatedMhz19bTest {
    private static final Duration SOON = Duration.ofMillis(100);

    private final VirtualTime time = new VirtualTime();
    private final EmulatedMhz19b sensor = new EmulatedMhz19b(time);
    private final SerialDevice line = sensor.serial(9600);

    @Test
    void answersWhenItIsAsked() throws BusException {
        sensor.set(608);
        time.pass(Duration.ofMinutes(3));
        assertThat(ask()).isEqualTo("FF8602603D000000DB"); // 608 ppm, 21 degrees
        silent();
    }

    @Test
    void tellsAFixedNumberForThreeMinutes() throws BusException {
        sensor.set(1234);
        time.pass(Duration.ofSeconds(179));
        assertThat(ask()).isEqualTo("FF86019A3D000000A2");
        time.pass(Duration.ofSeconds(1));
        assertThat(ask()).isEqualTo("FF8604D23D00000067");
        sensor.powerUp();
        assertThat(ask()).isEqualTo("FF86019A3D000000A2");
    }

    @Test
    void takesSettingsAndKeepsThem() throws BusException {
        assertThat(sensor.selfCalibration()).isTrue();
        assertThat(sensor.detectionRange()).isEqualTo(5000);
        send("FF 01 79 00 00 00 00 00 86");
        send("FF 01 99 00 00 00 07 D0 8F");
        sensor.powerUp();
        assertThat(sensor.selfCalibration()).isFalse();
        assertThat(sensor.detectionRange()).isEqualTo(2000);
        silent();
        send("FF 01 79 A0 00 00 00 00 E6");
        assertThat(sensor.selfCalibration()).isTrue();
        sensor.set(4321);
        time.pass(Duration.ofMinutes(3));
        assertThat(ask()).startsWith("FF8607D0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FF 01 86 00 00 00 00 00 78",
                "FF 02 86 00 00 00 00 00 78",
                "FE 01 86 00 00 00 00 00 79",
                "FF 01 86 00 00 00 00 79",
                "FF 01 85 00 00 00 00 00 7A"
            })
    void mindsNoOtherWords(String words) throws BusException {
        send(words);
        silent();
    }

    private String ask() throws BusException {
        send("FF 01 86 00 00 00 00 00 79");
        return Bytes.hex(line.read(9, SOON));
    }

    private void silent() {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> line.read(1, SOON))
                .withMessage("0 of 1 bytes came within 100 ms");
    }

    private void send(String command) throws BusException {
        line.write(Bytes.integers(command));
    }
}
