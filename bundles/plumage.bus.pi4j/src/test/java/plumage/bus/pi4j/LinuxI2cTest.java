package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.exception.IOAlreadyExistsException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;

/** Pi4J's I2C, method by method, as messages on the bus. */
class LinuxI2cTest {
    private final FakeKernel kernel = new FakeKernel();
    private final Context pi4j = Pi4J.newContextBuilder()
            .noAutoDetect()
            .add(new LinuxI2cProvider(kernel, Path.of("/dev"), Path.of("/nowhere")))
            .build();
    private final List<String> heard = new ArrayList<>();
    private int answer = 0;

    @BeforeEach
    void adapter() {
        kernel.drivers.put("/dev/i2c-1", this::ioctl);
        kernel.drivers.put("/dev/i2c-2", this::ioctl);
    }

    @AfterEach
    void everythingIsClosed() {
        pi4j.shutdown();
        assertThat(kernel.open()).isZero();
    }

    private int ioctl(long request, ByteBuffer block) {
        if (request == 0x705) {
            block.putLong(0, 1);
            return 0;
        }
        StringBuilder line = new StringBuilder();
        int value = 0xA1;
        List<FakeKernel.Message> messages = FakeKernel.messages(block);
        for (FakeKernel.Message message : messages) {
            line.append(message.reads() ? " r" + message.length() : " w" + message.hex());
            for (int i = 0; message.reads() && i < message.length(); i++) {
                block.put(message.at() + i, (byte) value++);
            }
        }
        heard.add(line.substring(1));
        return answer != 0 ? answer : messages.size();
    }

    private I2C chip() {
        return pi4j.create(I2C.newConfigBuilder(pi4j).bus(1).device(0x40).build());
    }

    @Test
    void writes() {
        I2C chip = chip();
        assertThat(chip.write((byte) 0xFE)).isEqualTo(1);
        assertThat(chip.write(0x81)).isEqualTo(1);
        assertThat(chip.write(new byte[] {1, 2, 3, 4}, 1, 2)).isEqualTo(2);
        assertThat(chip.write("AB")).isEqualTo(2);
        assertThat(heard).containsExactly("wfe", "w81", "w0203", "w4142");
    }

    @Test
    void reads() {
        I2C chip = chip();
        byte[] buffer = new byte[4];
        assertThat(chip.read()).isEqualTo(0xA1);
        assertThat(chip.read(buffer, 1, 2)).isEqualTo(2);
        assertThat(buffer).containsExactly(0, 0xA1, 0xA2, 0);
        assertThat(chip.readNBytes(3)).containsExactly(0xA1, 0xA2, 0xA3);
        assertThat(heard).containsExactly("r1", "r2", "r3");
    }

    @Test
    void writesAndReadsWithARepeatedStart() {
        byte[] buffer = new byte[4];
        assertThat(chip().writeRead(new byte[] {9, 8, 7}, 2, 1, buffer, 2, 2)).isEqualTo(2);
        assertThat(buffer).containsExactly(0, 0, 0xA1, 0xA2);
        assertThat(heard).containsExactly("w0807 r2");
    }

    @Test
    void readsRegistersRespectingOffsets() {
        I2C chip = chip();
        byte[] buffer = new byte[4];
        assertThat(chip.readRegister(0xD0)).isEqualTo(0xA1);
        assertThat(chip.readRegister((byte) 0xD0)).isEqualTo(0xA1);
        assertThat(chip.readRegister(0xD0, buffer, 2, 2)).isEqualTo(2);
        assertThat(buffer).containsExactly(0, 0, 0xA1, 0xA2);
        assertThat(chip.readRegister(new byte[] {1, 2}, buffer, 1, 1)).isEqualTo(1);
        assertThat(buffer).containsExactly(0, 0xA1, 0xA1, 0xA2);
        assertThat(chip.readRegisterWord(0xD0)).isEqualTo(0xA1A2);
        assertThat(chip.getRegister(0xD0).readWord()).isEqualTo(0xA1A2);
        assertThat(heard).containsExactly("wd0 r1", "wd0 r1", "wd0 r2", "w0102 r1", "wd0 r2", "wd0 r2");
    }

    @Test
    void writesRegisters() {
        I2C chip = chip();
        assertThat(chip.writeRegister(0x74, (byte) 0x25)).isEqualTo(1);
        assertThat(chip.writeRegister(0x74, new byte[] {1, 2, 3}, 1, 2)).isEqualTo(2);
        assertThat(chip.writeRegister(new byte[] {7, 8}, new byte[] {1, 2, 3}, 2, 1))
                .isEqualTo(1);
        chip.writeRegisterWord(0x01, 0x1234);
        assertThat(chip.writeReadRegisterWord(0x01, 0x1234)).isEqualTo(0xA1A2);
        assertThat(heard).containsExactly("w7425", "w740203", "w070803", "w011234", "w011234", "w01 r2");
    }

    @Test
    void refusesWhatDoesNotFit() {
        I2C chip = chip();
        assertThatThrownBy(() -> chip.readRegister(0x1234))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("register 0x1234 has more than eight bits: give it as an array of bytes");
        assertThatThrownBy(() -> chip.write(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> chip.read(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> chip.writeRegister(1, new byte[2], 1, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> pi4j.create(
                        I2C.newConfigBuilder(pi4j).bus(1).device(0x80).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device 0x80 is no address of seven bits, 0x00 to 0x7f");
        assertThat(heard).isEmpty();
    }

    @Test
    void failuresThrowWithTheirKind() {
        I2C chip = chip();
        answer = -6;
        assertThatThrownBy(() -> chip.readRegister(1))
                .isInstanceOf(IOException.class)
                .hasMessage("i2c-1 0x40: not acknowledged (ENXIO)")
                .hasCauseInstanceOf(BusException.class);
        assertThatThrownBy(() -> chip.execute(chip::read)).hasMessage("i2c-1 0x40: not acknowledged (ENXIO)");
    }

    @Test
    void aBusThatIsNotThereMayAppearLater() {
        kernel.drivers.remove("/dev/i2c-1");
        assertThatThrownBy(this::chip)
                .isInstanceOf(IOException.class)
                .hasMessage("/dev/i2c-1 is not there: the bus is not enabled or its adapter is unplugged");
        kernel.drivers.put("/dev/i2c-1", this::ioctl);
        assertThat(chip().read()).isEqualTo(0xA1);
    }

    @Test
    void closingFreesTheIdentifier() {
        I2C first = chip();
        assertThatThrownBy(this::chip).isInstanceOf(IOAlreadyExistsException.class);
        assertThat(kernel.open()).isEqualTo(1);
        first.close();
        assertThat(first.isOpen()).isFalse();
        assertThat(kernel.open()).isZero();
        I2C second = chip();
        first.close(); // must not take the second away
        assertThat(second.isOpen()).isTrue();
        assertThat(second.read()).isEqualTo(0xA1);
        assertThatThrownBy(first::read).isInstanceOf(IOException.class).hasMessage("/dev/i2c-1 was closed");
        pi4j.shutdown(second.id());
        assertThat(second.isOpen()).isFalse();
        second.close();
        assertThat(pi4j.registry().all()).isEmpty();
    }

    @Test
    void theSameAddressOnTwoBuses() {
        I2C one = chip();
        I2C two = pi4j.create(I2C.newConfigBuilder(pi4j).bus(2).device(0x40).build());
        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(two.read()).isEqualTo(0xA1);
    }

    @Test
    void isFoundUnderTheIdentifierOfTheStockProvider() {
        assertThat(pi4j.provider("linuxfs-i2c").name()).isEqualTo("Plumage I2C");
        assertThat(pi4j.providers().all()).hasSize(1);
    }
}
