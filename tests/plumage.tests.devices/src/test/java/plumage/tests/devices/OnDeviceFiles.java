package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.BusPort;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.BusProvider.SpiPort;
import plumage.bus.emulated.Air;
import plumage.bus.emulated.EmulatedBme680;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedSi7021;
import plumage.bus.emulated.VirtualTime;
import plumage.bus.pi4j.DeviceBuses;

/**
 * A machine with a Si7021 and a BME680 on /dev/i2c-1 and another BME680 on /dev/spidev0.0, and the component that opens
 * them.
 */
abstract class OnDeviceFiles {
    static final String I2C_FILE = "/dev/i2c-1";
    static final String SPI_FILE = "/dev/spidev0.0";
    static final String EMULATED_I2C = "emulated-i2c-1";
    static final String EMULATED_SPI = "emulated-spi-0.0";
    static final int SI7021 = 0x40;
    static final int BME680 = 0x76;

    private static final Duration BOUND = Duration.ofSeconds(20);

    final VirtualTime time = new VirtualTime();
    final EmulatedBuses emulated = new EmulatedBuses();

    @TempDir
    Path sysfs;

    DeviceFiles files;
    FrameworkStandIn framework;
    DeviceBuses buses;

    @BeforeEach
    void plug() throws BusException {
        EmulatedSi7021 si7021 = new EmulatedSi7021(EmulatedSi7021.Variant.SI7021, time);
        si7021.set(-12.5, 0.83);
        emulated.plug(EMULATED_I2C, SI7021, si7021);
        emulated.plug(EMULATED_I2C, BME680, bme680());
        emulated.plug(EMULATED_SPI, bme680());
        files = new DeviceFiles();
        files.put(I2C_FILE, emulated.open(BusName.parse(EMULATED_I2C)));
        files.put(SPI_FILE, emulated.open(BusName.parse(EMULATED_SPI)));
        framework = new FrameworkStandIn(Map.of("plumage.sysfs", sysfs.toString()), sysfs);
        buses = new DeviceBuses(framework.bundle());
    }

    private EmulatedBme680 bme680() {
        EmulatedBme680 chip = new EmulatedBme680(EmulatedBme680.Variant.BME680, time);
        chip.set(new Air(31.25, 0.27, 98_765, 54_321));
        return chip;
    }

    @AfterEach
    void nothingStaysOpen() throws IOException {
        buses.stop();
        await(() -> files.open() == 0);
        files.close();
        emulated.close();
    }

    I2cPort i2c() throws BusException {
        return (I2cPort) open("i2c-1");
    }

    SpiPort spi() throws BusException {
        return (SpiPort) open("spi-0.0");
    }

    BusPort open(String bus) throws BusException {
        return buses.open(BusName.parse(bus));
    }

    /** The descriptors of this process. */
    static long descriptors() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(1_000_000); // what is waited for needs a processor too
        }
    }
}
