package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.Fault;

class DeviceFileTest {
    private static final Path PATH = Path.of("/dev/i2c-1");

    private final FakeKernel kernel = new FakeKernel();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            2  | /dev/i2c-1 is not there: the bus is not enabled or its adapter is unplugged
            6  | /dev/i2c-1 is not there: the bus is not enabled or its adapter is unplugged
            19 | /dev/i2c-1 is not there: the bus is not enabled or its adapter is unplugged
            1  | no permission to open /dev/i2c-1: add the user of this process to the group i2c (usermod -aG i2c NAME) and start it again
            13 | no permission to open /dev/i2c-1: add the user of this process to the group i2c (usermod -aG i2c NAME) and start it again
            16 | cannot open /dev/i2c-1: the bus is held by somebody else (EBUSY)
            24 | cannot open /dev/i2c-1: errno 24
            """)
    void saysWhyItDoesNotOpen(int errno, String message) {
        kernel.refusals.put(PATH.toString(), errno);
        assertThatThrownBy(this::open).hasMessage(message).isInstanceOfSatisfying(BusException.class, e -> assertThat(
                        e.fault())
                .isEqualTo(Fault.BUS));
    }

    @Test
    void closesOnce() throws BusException {
        kernel.drivers.put(PATH.toString(), (request, block) -> 0);
        DeviceFile file = open();
        file.close();
        file.close();
        assertThat(kernel.closed).containsExactly(1);
        assertThatThrownBy(() -> file.ioctl(1, ByteBuffer.allocate(0))).hasMessage("/dev/i2c-1 was closed");
    }

    @ParameterizedTest
    @CsvSource({"19, true", "108, true", "2, true", "6, false", "11, false", "110, false", "121, false"})
    void knowsThatItsAdapterIsGone(int errno, boolean gone) throws BusException {
        AtomicInteger result = new AtomicInteger(1);
        kernel.drivers.put(PATH.toString(), (request, block) -> result.get());
        DeviceFile file = open();
        file.ioctl(1, ByteBuffer.allocate(0));
        assertThat(file.isGone()).isFalse();
        result.set(-errno);
        file.ioctl(1, ByteBuffer.allocate(0));
        result.set(1);
        file.ioctl(1, ByteBuffer.allocate(0));
        assertThat(file.isGone()).isEqualTo(gone);
    }

    @Test
    void neverClosesUnderACall() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        kernel.drivers.put(PATH.toString(), (request, block) -> {
            inside.countDown();
            try {
                hanging.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return 7;
        });
        DeviceFile file = open();
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(() -> {
            try {
                return file.ioctl(1, ByteBuffer.allocate(0));
            } catch (BusException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        file.close(); // returns although the call does not
        assertThat(kernel.closed).isEmpty();
        hanging.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(kernel.closed).containsExactly(1);
    }

    private DeviceFile open() throws BusException {
        return DeviceFile.open(kernel, PATH, "i2c");
    }
}
