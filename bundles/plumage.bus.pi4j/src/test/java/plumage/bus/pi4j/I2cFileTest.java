package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.bus.BusException;
import plumage.bus.Fault;

class I2cFileTest {
    private final FakeKernel kernel = new FakeKernel();
    private final List<String> heard = new ArrayList<>();

    @TempDir
    private Path sysfs;

    private long functions = 1;
    private int answer = 0;

    @BeforeEach
    void adapter() {
        kernel.drivers.put("/dev/i2c-1", this::ioctl);
    }

    private int ioctl(long request, ByteBuffer block) {
        if (request == 0x705) {
            block.putLong(0, functions);
            return 0;
        }
        assertThat(request).isEqualTo(0x707);
        List<FakeKernel.Message> messages = FakeKernel.messages(block);
        int value = 0x11;
        for (FakeKernel.Message message : messages) {
            heard.add(String.format("%02x %s %d", message.address(), message.reads() ? "r" : "w", message.length()));
            for (int i = 0; message.reads() && i < message.length(); i++) {
                block.put(message.at() + i, (byte) value++);
            }
        }
        return answer != 0 ? answer : messages.size();
    }

    @Test
    void addressTravelsInEveryMessage() throws BusException {
        I2cFile file = open();
        byte[] read = new byte[3];
        file.transfer(0x76, new byte[] {1, 2}, read);
        file.transfer(0x40, new byte[] {3}, new byte[0]);
        file.transfer(0x41, new byte[0], new byte[1]);
        file.transfer(0x42, new byte[0], new byte[0]);
        assertThat(heard).containsExactly("76 w 2", "76 r 3", "40 w 1", "41 r 1", "42 w 0");
        assertThat(read).containsExactly(0x11, 0x12, 0x13);
    }

    @Test
    void aMessageLongerThanTheFirstBlock() throws BusException {
        byte[] read = new byte[8192];
        open().transfer(0x50, new byte[] {0, 0}, read);
        assertThat(read[8191]).isEqualTo((byte) (0x11 + 8191));
    }

    @Test
    void aMessageLongerThanTheKernelTakes() throws BusException {
        I2cFile file = open();
        fails(
                () -> file.transfer(0x50, new byte[2], new byte[8193]),
                Fault.BUS,
                "i2c-1 0x50: 2 bytes to write, 8193 to read, but a message has at most 8192");
        assertThat(heard).isEmpty();
    }

    @Test
    void errnoIsKept() throws BusException {
        I2cFile file = open();
        answer = -121;
        fails(
                () -> file.transfer(0x40, new byte[1], new byte[1]),
                Fault.NACK,
                "i2c-1 0x40: not acknowledged (EREMOTEIO)");
    }

    @Test
    void aTransferThatEndsEarlyIsNoSuccess() throws BusException {
        I2cFile file = open();
        answer = 1;
        fails(
                () -> file.transfer(0x40, new byte[1], new byte[1]),
                Fault.BUS,
                "i2c-1 0x40: only 1 of 2 messages were sent");
    }

    @Test
    void anAdapterForSmbusOnly() {
        functions = 0x0EFF_0008;
        fails(this::open, Fault.BUS, "/dev/i2c-1: its adapter only does SMBus commands, sensors need plain I2C");
        assertThat(kernel.open()).isZero();
    }

    @Test
    void anotherKindOfFile() {
        kernel.drivers.put("/dev/i2c-1", (request, block) -> -25);
        fails(this::open, Fault.BUS, "/dev/i2c-1: not the kind of device that its name says (ENOTTY)");
        assertThat(kernel.open()).isZero();
    }

    @Test
    void aChipOfTheKernelIsRefusedWhileItsDriverHasIt() throws Exception {
        I2cFile file = open();
        Path driver = driver("1-0076", "bmp280");
        fails(
                () -> file.transfer(0x76, new byte[1], new byte[1]),
                Fault.BUS,
                "i2c-1 0x76 belongs to the kernel's driver bmp280:"
                        + " read it there, or take its overlay out of the device tree");
        assertThat(heard).isEmpty();
        file.transfer(0x77, new byte[1], new byte[0]);
        Files.delete(driver);
        file.transfer(0x76, new byte[1], new byte[0]);
        assertThat(heard).containsExactly("77 w 1", "76 w 1");
    }

    /** The kernel does not end taking an adapter away while its file is open: i2c_del_adapter. */
    @Test
    void anAdapterOnItsWayOutIsLetGo(@TempDir Path dev) throws Exception {
        Path node = Files.createFile(dev.resolve("i2c-1"));
        kernel.drivers.put(node.toString(), this::ioctl);
        I2cFile file = I2cFile.open(kernel, dev, sysfs, new Line("i2c-1"), 1);
        file.transfer(0x76, new byte[1], new byte[0]);
        assertThat(file.isGone()).isFalse();
        Files.delete(node);
        fails(
                () -> file.transfer(0x76, new byte[1], new byte[0]),
                Fault.BUS,
                "i2c-1 0x76: the adapter is gone (ENODEV)");
        assertThat(heard).hasSize(1);
        assertThat(file.isGone()).isTrue();
        assertThat(kernel.open()).isZero();
    }

    /** As sysfs has it: the device's directory, whose link driver leads to the driver's. */
    private Path driver(String device, String name) throws IOException {
        Path target = Files.createDirectories(sysfs.resolve("bus/i2c/drivers").resolve(name));
        Path directory =
                Files.createDirectories(sysfs.resolve("bus/i2c/devices").resolve(device));
        return Files.createSymbolicLink(directory.resolve("driver"), target);
    }

    private I2cFile open() throws BusException {
        return I2cFile.open(kernel, Path.of("/dev"), sysfs, new Line("i2c-1"), 1);
    }

    private static void fails(ThrowingCallable call, Fault fault, String message) {
        assertThatThrownBy(call).hasMessage(message).isInstanceOfSatisfying(BusException.class, e -> assertThat(
                        e.fault())
                .isEqualTo(fault));
    }
}
