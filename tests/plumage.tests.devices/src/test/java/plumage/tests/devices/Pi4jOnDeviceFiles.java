package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiChipSelect;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.pi4j.DeviceBuses;

/** The published context, as a bundle of somebody else uses it, beside Plumage on the same buses. */
class Pi4jOnDeviceFiles extends OnDeviceFiles {
    private I2C chip(int address) {
        Context pi4j = framework.pi4j();
        return pi4j.create(I2C.newConfigBuilder(pi4j).bus(1).device(address).build());
    }

    private Spi spiChip() {
        Context pi4j = framework.pi4j();
        return pi4j.create(Spi.newConfigBuilder(pi4j)
                .bus(0)
                .chipSelect(SpiChipSelect.CS_0)
                .baud(1_000_000)
                .mode(0)
                .build());
    }

    @Test
    void readsAChipOverBothBuses() {
        try (I2C i2c = chip(BME680)) {
            assertThat(i2c.readRegister(0xD0)).isEqualTo(0x61);
        }
        try (Spi spi = spiChip()) {
            byte[] bytes = {(byte) 0xD0, 0};
            assertThat(spi.transfer(bytes)).isEqualTo(2);
            assertThat(bytes[1]).isEqualTo((byte) 0x61);
        }
    }

    @Test
    void onlyItsOwnProvidersAreThere() {
        assertThat(framework.pi4j().providers().all().keySet())
                .containsExactlyInAnyOrder("linuxfs-i2c", "linuxfs-spi", "gpiod-digital-input");
    }

    @Test
    void takesTurnsWithPlumage() throws Exception {
        I2C chip = chip(BME680);
        try (I2cPort bus = i2c()) {
            CompletableFuture<Integer> plumage = CompletableFuture.supplyAsync(() -> {
                int wrong = 0;
                for (int i = 0; i < 500; i++) {
                    wrong += read(bus, 0x75) == 0 ? 0 : 1;
                }
                return wrong;
            });
            int wrong = 0;
            for (int i = 0; i < 500; i++) {
                // two transfers in one turn: without it the other's register pointer could come between them
                int id = chip.execute(() -> {
                    chip.write(0xD0);
                    return chip.read();
                });
                wrong += id == 0x61 ? 0 : 1;
            }
            assertThat(wrong).isZero();
            assertThat(plumage.get(20, TimeUnit.SECONDS)).isZero();
        }
    }

    private static int read(I2cPort bus, int register) {
        byte[] value = new byte[1];
        try {
            bus.transfer(BME680, new byte[] {(byte) register}, value);
        } catch (BusException e) {
            throw new AssertionError(e);
        }
        return value[0];
    }

    @Test
    void failuresThrow() {
        I2C absent = chip(0x50);
        assertThatThrownBy(() -> absent.readRegister(0))
                .isInstanceOf(IOException.class)
                .hasMessage("i2c-1 0x50: not acknowledged (EREMOTEIO)");
        Spi spi = spiChip();
        files.answer(SPI_FILE, -5);
        assertThatThrownBy(() -> spi.transfer(new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("spi-0.0: the controller failed without saying why (EIO)");
    }

    @Test
    void aThousandChipsLeaveNoDescriptor() {
        chip(BME680).close();
        await(() -> files.open() == 0);
        long before = descriptors();
        for (int i = 0; i < 1000; i++) {
            I2C i2c = chip(BME680);
            Spi spi = spiChip();
            assertThat(i2c.isOpen() && spi.isOpen()).isTrue();
            i2c.close();
            spi.close();
            i2c.close();
            spi.close();
        }
        await(() -> files.open() == 0 && descriptors() == before);
        assertThat(framework.pi4j().registry().all()).isEmpty();
    }

    @Test
    void stoppingTheBundleClosesWhatItsUsersLeftOpen() {
        Context pi4j = framework.pi4j();
        I2C i2c = chip(BME680);
        Spi spi = spiChip();
        assertThat(files.open()).isEqualTo(2);
        buses.stop();
        await(() -> files.open() == 0);
        assertThat(framework.pi4j()).isNull();
        assertThat(pi4j.isShutdown()).isTrue();
        assertThat(i2c.isOpen() || spi.isOpen()).isFalse();
        buses = new DeviceBuses(framework.bundle());
    }
}
