package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiChipSelect;
import com.pi4j.io.spi.SpiConfigBuilder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;

/** Pi4J's SPI, method by method, as bytes on the wire; the chip answers with the complement. */
class LinuxSpiTest {
    private final FakeKernel kernel = new FakeKernel();
    private final Context pi4j = Pi4J.newContextBuilder()
            .noAutoDetect()
            .add(new LinuxSpiProvider(kernel, Path.of("/dev")))
            .build();
    private final List<String> heard = new ArrayList<>();
    private int mode = 0;
    private int answer = 0;

    @BeforeEach
    void controller() {
        kernel.drivers.put("/dev/spidev1.2", this::ioctl);
    }

    @AfterEach
    void everythingIsClosed() {
        pi4j.shutdown();
        assertThat(kernel.open()).isZero();
    }

    private int ioctl(long request, ByteBuffer block) {
        if (request == SpiRequest.SPI_IOC_RD_MODE32) {
            block.putInt(0, mode);
            return 0;
        }
        if (request == SpiRequest.SPI_IOC_WR_MODE32) {
            mode = block.getInt(0);
            return 0;
        }
        byte[] out = new byte[block.getInt(16)];
        block.get(32, out);
        heard.add(HexFormat.of().formatHex(out));
        for (int i = 0; i < out.length; i++) {
            block.put(32 + i, (byte) ~out[i]);
        }
        return answer != 0 ? answer : out.length;
    }

    private SpiConfigBuilder config() {
        return Spi.newConfigBuilder(pi4j).bus(1).chipSelect(SpiChipSelect.CS_2).baud(1_000_000);
    }

    private Spi chip() {
        return pi4j.create(config().mode(3).build());
    }

    @Test
    void transfersRespectingOffsets() {
        Spi chip = chip();
        byte[] read = new byte[4];
        byte[] write = {1, 2, 3};
        assertThat(chip.transfer(write, 1, read, 2, 2)).isEqualTo(2);
        assertThat(read).containsExactly(0, 0, 0xFD, 0xFC);
        assertThat(write).containsExactly(1, 2, 3);
        assertThat(chip.transfer(write)).isEqualTo(3);
        assertThat(write).containsExactly(0xFE, 0xFD, 0xFC);
        assertThat(heard).containsExactly("0203", "010203");
        assertThat(mode).isEqualTo(3);
    }

    @Test
    void writesAndReads() {
        Spi chip = chip();
        byte[] buffer = new byte[3];
        assertThat(chip.write((byte) 0x80)).isEqualTo(1);
        assertThat(chip.write(new byte[] {1, 2, 3}, 1, 2)).isEqualTo(2);
        assertThat(chip.read()).isEqualTo(0xFF);
        assertThat(chip.read(buffer, 1, 2)).isEqualTo(2);
        assertThat(buffer).containsExactly(0, 0xFF, 0xFF);
        assertThat(heard).containsExactly("80", "0203", "00", "0000");
    }

    @Test
    void refusesWhatSpidevDoesNotHave() {
        assertThatThrownBy(() -> pi4j.create(config().flags(0x20L).build()))
                .hasMessage("flags are those of pigpio, which spidev does not have");
        assertThatThrownBy(() -> pi4j.create(config().baud(0).build())).hasMessage("baud 0 is no clock in hertz");
        assertThatThrownBy(() -> pi4j.create(config().readLsbFirst(1).build()))
                .hasMessage("read_lsb and write_lsb differ: spidev has one bit order for both");
        assertThatThrownBy(() -> chip().transfer(new byte[2], 1, new byte[2], 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void leastSignificantBitFirst() {
        Spi chip = pi4j.create(config().readLsbFirst(1).writeLsbFirst(1).build());
        chip.write((byte) 1);
        assertThat(mode).isEqualTo(8);
    }

    @Test
    void failuresThrow() {
        Spi chip = chip();
        answer = -5;
        assertThatThrownBy(() -> chip.write((byte) 1))
                .isInstanceOf(IOException.class)
                .hasMessage("spi-1.2: the controller failed without saying why (EIO)")
                .hasCauseInstanceOf(BusException.class);
    }

    @Test
    void closingTwiceClosesOnceAndFreesTheIdentifier() {
        Spi first = chip();
        first.open();
        first.close();
        first.close();
        assertThat(kernel.closed).containsExactly(1);
        assertThatThrownBy(first::open)
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("was closed: create it anew");
        Spi second = chip();
        first.close();
        assertThat(second.isOpen()).isTrue();
        pi4j.shutdown();
        assertThat(second.isOpen()).isFalse();
        second.close();
        assertThat(kernel.closed).containsExactly(1, 2);
    }
}
