package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SpiMode;

class SpiFileTest {
    private static final long RD_MODE32 = 0x80046B05L;
    private static final long WR_MODE32 = 0x40046B05L;

    private final FakeKernel kernel = new FakeKernel();
    private final List<String> heard = new ArrayList<>();
    private int mode = 0x4; // SPI_CS_HIGH, as a device tree sets it
    private int ignoredBits = 0;
    private int answer = 0;

    @BeforeEach
    void controller() {
        kernel.drivers.put("/dev/spidev0.1", this::ioctl);
    }

    private int ioctl(long request, ByteBuffer block) {
        if (request == RD_MODE32) {
            block.putInt(0, mode);
            return 0;
        }
        if (request == WR_MODE32) {
            heard.add("mode " + Integer.toHexString(block.getInt(0)));
            mode = block.getInt(0) & ~ignoredBits;
            return 0;
        }
        assertThat(request).isEqualTo(0x40206B00L);
        int length = block.getInt(16);
        heard.add(block.getInt(20) + " Hz, " + length);
        for (int i = 32; i < 32 + length; i++) {
            block.put(i, (byte) ~block.get(i));
        }
        return answer != 0 ? answer : length;
    }

    @Test
    void isFullDuplexInTheModeAndClockOfEachTransfer() throws BusException {
        SpiFile file = open();
        byte[] bytes = {0x0F, 0x55};
        file.transfer(SpiMode.MODE_0, 1_000_000, bytes);
        assertThat(bytes).containsExactly(0xF0, 0xAA);
        file.transfer(SpiMode.MODE_3, 500_000, new byte[1]);
        file.transfer(SpiMode.MODE_1, 500_000, new byte[300]);
        file.transfer(SpiMode.MODE_2, 500_000, new byte[1]);
        file.transfer(SpiMode.MODE_0, 500_000, new byte[1]);
        assertThat(heard)
                .containsExactly(
                        "1000000 Hz, 2",
                        "mode 7",
                        "500000 Hz, 1",
                        "mode 5",
                        "500000 Hz, 300",
                        "mode 6",
                        "500000 Hz, 1",
                        "mode 4",
                        "500000 Hz, 1");
    }

    @Test
    void aModeThatTheControllerDoesNotHave() throws BusException {
        SpiFile file = open();
        ignoredBits = 2;
        fails(
                () -> file.transfer(SpiMode.MODE_3, 500_000, new byte[1]),
                Fault.BUS,
                "spi-0.1: asked for mode 3, got mode 1");
    }

    @Test
    void errorsAreThrown() throws BusException {
        SpiFile file = open();
        answer = -110;
        fails(
                () -> file.transfer(SpiMode.MODE_0, 1, new byte[1]),
                Fault.TIMEOUT,
                "spi-0.1: the controller timed out (ETIMEDOUT)");
        answer = -90;
        fails(
                () -> file.transfer(SpiMode.MODE_0, 1, new byte[5000]),
                Fault.BUS,
                "spi-0.1: longer than the driver's buffer (module parameter spidev.bufsiz) (EMSGSIZE)");
        answer = -121;
        fails(() -> file.transfer(SpiMode.MODE_0, 1, new byte[1]), Fault.BUS, "spi-0.1: not acknowledged (EREMOTEIO)");
        answer = 1;
        fails(
                () -> file.transfer(SpiMode.MODE_0, 1, new byte[2]),
                Fault.BUS,
                "spi-0.1: only 1 of 2 bytes were clocked");
    }

    @Test
    void anotherKindOfFile() {
        kernel.drivers.put("/dev/spidev0.1", (request, block) -> -25);
        fails(this::open, Fault.BUS, "spi-0.1: not the kind of device that its name says (ENOTTY)");
        assertThat(kernel.open()).isZero();
    }

    private SpiFile open() throws BusException {
        return SpiFile.open(kernel, Path.of("/dev"), new Line("spi-0.1"), 0, 1);
    }

    private static void fails(ThrowingCallable call, Fault fault, String message) {
        assertThatThrownBy(call).hasMessage(message).isInstanceOfSatisfying(BusException.class, e -> assertThat(
                        e.fault())
                .isEqualTo(fault));
    }
}
