package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.BusPort;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.BusProvider.SpiPort;
import plumage.bus.Fault;
import plumage.bus.SpiMode;
import plumage.bus.emulated.Faults;
import plumage.bus.pi4j.DeviceBuses;

/** Plumage's ports: names, transfers, every way in which they fail, and what stays open. */
class BusesOnDeviceFiles extends OnDeviceFiles {
    private static final byte[] NOTHING = {};
    private static final byte[] CHIP_ID = {(byte) 0xD0};

    @Test
    void writesAndReadsWithARepeatedStart() throws BusException {
        try (I2cPort bus = i2c()) {
            byte[] id = new byte[1];
            bus.transfer(BME680, CHIP_ID, id);
            assertThat(id).containsExactly(0x61);
        }
    }

    @Test
    void aSi7021DoesNotAnswerWhileItConverts() throws BusException {
        try (I2cPort bus = i2c()) {
            byte[] code = new byte[3];
            bus.transfer(SI7021, new byte[] {(byte) 0xF3}, NOTHING);
            fails(() -> bus.transfer(SI7021, NOTHING, code), Fault.NACK, "i2c-1 0x40: not acknowledged (EREMOTEIO)");
            time.pause(Duration.ofMillis(11));
            bus.transfer(SI7021, NOTHING, code);
            // (-12.5 + 46.85) / 175.72 x 65536 is 12811.1; of its 16 bits the lowest two are a status; then the
            // checksum
            assertThat(code).containsExactly(0x32, 0x0C, 0x16);
        }
    }

    @Test
    void spiIsFullDuplexInTheModeOfEachTransfer() throws BusException {
        try (SpiPort bus = spi()) {
            for (SpiMode mode : new SpiMode[] {SpiMode.MODE_0, SpiMode.MODE_3, SpiMode.MODE_0}) {
                byte[] id = {(byte) 0xD0, 0};
                bus.transfer(mode, 1_000_000, id);
                assertThat(id[1]).isEqualTo((byte) 0x61);
            }
            fails( // which that chip does not do
                    () -> bus.transfer(SpiMode.MODE_1, 1_000_000, new byte[] {(byte) 0xD0, 0}),
                    Fault.BUS,
                    "spi-0.0: the controller failed without saying why (EIO)");
        }
    }

    @Test
    void readsTheSameOverBothBuses() throws BusException {
        try (I2cPort i2c = i2c();
                SpiPort spi = spi()) {
            byte[] overI2c = new byte[14];
            i2c.transfer(BME680, new byte[] {(byte) 0xE1}, overI2c);
            byte[] overSpi = new byte[15];
            overSpi[0] = (byte) 0xE1;
            spi.transfer(SpiMode.MODE_0, 1_000_000, overSpi);
            assertThat(overI2c).isNotEqualTo(new byte[14]);
            assertThat(overSpi).endsWith(overI2c);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6   | NACK    | not acknowledged (ENXIO)
            121 | NACK    | not acknowledged (EREMOTEIO)
            110 | TIMEOUT | the controller timed out (ETIMEDOUT)
            11  | BUS     | arbitration lost (EAGAIN)
            16  | BUS     | the bus is held by somebody else (EBUSY)
            19  | BUS     | the adapter is gone (ENODEV)
            95  | BUS     | the adapter cannot do such transfers (EOPNOTSUPP)
            5   | BUS     | the controller failed without saying why (EIO)
            71  | BUS     | errno 71
            """)
    void errnoArrives(int errno, Fault fault, String words) throws BusException {
        try (I2cPort bus = i2c()) {
            files.answer(I2C_FILE, -errno);
            fails(() -> bus.transfer(BME680, CHIP_ID, new byte[1]), fault, "i2c-1 0x76: " + words);
            assertThat(files.answerNoMore(I2C_FILE)).isEqualTo(1);
            bus.transfer(BME680, CHIP_ID, new byte[1]);
        }
    }

    @Test
    void shortTransfersAreNoSuccess() throws BusException {
        files.answer(I2C_FILE, 1);
        files.answer(SPI_FILE, 2);
        try (I2cPort bus = i2c();
                SpiPort spi = spi()) {
            fails(
                    () -> bus.transfer(BME680, CHIP_ID, new byte[1]),
                    Fault.BUS,
                    "i2c-1 0x76: only 1 of 2 messages were sent");
            fails(
                    () -> spi.transfer(SpiMode.MODE_0, 1_000_000, new byte[3]),
                    Fault.BUS,
                    "spi-0.0: only 2 of 3 bytes were clocked");
        }
    }

    @Test
    void aTransferLongerThanSpidevsBuffer() throws BusException {
        try (SpiPort bus = spi()) {
            fails(
                    () -> bus.transfer(SpiMode.MODE_0, 1_000_000, new byte[4097]),
                    Fault.BUS,
                    "spi-0.0: longer than the driver's buffer (module parameter spidev.bufsiz) (EMSGSIZE)");
        }
    }

    @ParameterizedTest
    @CsvSource({"i2c-7, /dev/i2c-7, emulated-i2c-1", "spi-0.1, /dev/spidev0.1, emulated-spi-0.0"})
    void aFileThatIsMissingMayAppearLater(String bus, String path, String behind) throws BusException {
        fails(() -> open(bus), Fault.BUS, path + " is not there: the bus is not enabled or its adapter is unplugged");
        files.put(path, emulated.open(BusName.parse(behind)));
        open(bus).close();
    }

    @ParameterizedTest
    @CsvSource({"i2c-1, /dev/i2c-1, i2c", "spi-0.0, /dev/spidev0.0, spi"})
    void withoutPermissionTheGroupIsNamed(String bus, String path, String group) {
        files.refuse(path, 13);
        fails(
                () -> open(bus),
                Fault.BUS,
                String.format(
                        "no permission to open %s: add the user of this process to the group %s (usermod -aG %s NAME)"
                                + " and start it again",
                        path, group, group));
    }

    @Test
    void aFileOfAnotherKind() throws Exception {
        Path dev = Files.createDirectory(sysfs.resolve("dev"));
        Files.createFile(dev.resolve("i2c-1"));
        Files.createFile(dev.resolve("spidev0.0"));
        FrameworkStandIn elsewhere = new FrameworkStandIn(Map.of("plumage.dev", dev.toString()), dev);
        DeviceBuses others = new DeviceBuses(elsewhere.bundle());
        long before = descriptors();
        fails(
                () -> others.open(BusName.parse("i2c-1")),
                Fault.BUS,
                dev + "/i2c-1: not the kind of device that its name says (ENOTTY)");
        fails(
                () -> others.open(BusName.parse("spi-0.0")),
                Fault.BUS,
                "spi-0.0: not the kind of device that its name says (ENOTTY)");
        others.stop();
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void anAdapterThatIsPulledOut() throws BusException {
        try (I2cPort bus = i2c()) {
            files.remove(I2C_FILE);
            fails(
                    () -> bus.transfer(BME680, CHIP_ID, new byte[1]),
                    Fault.BUS,
                    "i2c-1 0x76: the adapter is gone (ENODEV)");
            fails(
                    () -> open("i2c-1"),
                    Fault.BUS,
                    "/dev/i2c-1 is not there: the bus is not enabled or its adapter is unplugged");
        }
    }

    @Test
    void anAddressThatADriverOfTheKernelOwns() throws Exception {
        Path driver = Files.createDirectories(sysfs.resolve("bus/i2c/drivers/bmp280"));
        Path device = Files.createDirectories(sysfs.resolve("bus/i2c/devices/1-0076"));
        try (I2cPort bus = i2c()) {
            bus.transfer(BME680, CHIP_ID, new byte[1]); // a device without a driver is free
            Files.createSymbolicLink(device.resolve("driver"), driver);
            long transfers = emulated.transfers(EMULATED_I2C);
            fails(
                    () -> bus.transfer(BME680, CHIP_ID, new byte[1]),
                    Fault.BUS,
                    "i2c-1 0x76 belongs to the kernel's driver bmp280:"
                            + " read it there, or take its overlay out of the device tree");
            assertThat(emulated.transfers(EMULATED_I2C)).isEqualTo(transfers);
        }
    }

    @Test
    void closingDuringATransferLeavesTheDescriptorToIt() throws Exception {
        Faults faults = emulated.faults(EMULATED_I2C);
        I2cPort bus = i2c();
        faults.hang();
        CompletableFuture<BusException> transfer = CompletableFuture.supplyAsync(() -> failureOf(bus));
        faults.awaitHung(Duration.ofSeconds(10));
        long before = descriptors();
        bus.close();
        assertThat(descriptors()).isEqualTo(before);
        assertThat(transfer).isNotDone();
        faults.clear();
        assertThat(transfer.get(10, TimeUnit.SECONDS)).hasMessage("i2c-1 0x76: the controller timed out (ETIMEDOUT)");
        await(() -> files.open() == 0 && descriptors() == before - 2); // its end and that of the emulation
        fails(() -> bus.transfer(BME680, CHIP_ID, new byte[1]), Fault.BUS, "/dev/i2c-1 was closed");
    }

    @Test
    void aHungBusDelaysNeitherAnotherNorTheStop() throws Exception {
        Faults faults = emulated.faults(EMULATED_I2C);
        I2cPort bus = i2c();
        faults.hang();
        CompletableFuture<BusException> transfer = CompletableFuture.supplyAsync(() -> failureOf(bus));
        faults.awaitHung(Duration.ofSeconds(10));
        try (SpiPort spi = spi()) {
            byte[] id = {(byte) 0xD0, 0};
            spi.transfer(SpiMode.MODE_0, 1_000_000, id);
            assertThat(id[1]).isEqualTo((byte) 0x61);
        }
        buses.stop();
        bus.close();
        assertThat(transfer).isNotDone();
        faults.clear();
        assertThat(transfer.get(10, TimeUnit.SECONDS)).hasMessage("i2c-1 0x76: the controller timed out (ETIMEDOUT)");
        await(() -> files.open() == 0);
        buses = new DeviceBuses(framework.bundle());
    }

    private static BusException failureOf(I2cPort bus) {
        try {
            bus.transfer(BME680, CHIP_ID, new byte[1]);
            return null;
        } catch (BusException e) {
            return e;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i2c-1", "spi-0.0"})
    void aThousandOpeningsLeaveNoDescriptor(String bus) throws BusException {
        open(bus).close();
        await(() -> files.open() == 0);
        long before = descriptors();
        int opened = files.opened();
        for (int i = 0; i < 1000; i++) {
            BusPort port = open(bus);
            port.close();
            port.close();
        }
        assertThat(files.opened() - opened).isEqualTo(1000);
        await(() -> files.open() == 0 && descriptors() == before);
    }

    @Test
    void emulatedNamesAreNotItsBusiness() {
        assertThat(buses.provides(BusName.parse("i2c-1"))).isTrue();
        assertThat(buses.provides(BusName.parse("spi-10.1"))).isTrue();
        assertThat(buses.provides(BusName.parse(EMULATED_I2C))).isFalse();
        assertThatThrownBy(() -> open(EMULATED_I2C)).hasMessage("emulated-i2c-1 is no bus with a device file");
    }

    private static void fails(ThrowingCallable call, Fault fault, String message) {
        assertThatThrownBy(call).hasMessage(message).isInstanceOfSatisfying(BusException.class, e -> assertThat(
                        e.fault())
                .isEqualTo(fault));
    }
}
