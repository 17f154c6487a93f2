package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.BusProvider.SerialPort;
import plumage.bus.BusProvider.SpiPort;
import plumage.bus.Fault;
import plumage.bus.SpiMode;

class EmulatedBusesTest {
    private static final String I2C = "emulated-i2c-1";
    private static final String SPI = "emulated-spi-0.0";
    private static final String SERIAL = "emulated-serial-0";
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Answers 0x20, 0x21, … however it is asked. */
    private static final class Counting implements EmulatedChip {
        @Override
        public void i2c(byte[] write, byte[] read) {
            spi(SpiMode.MODE_0, 0, read);
        }

        @Override
        public void spi(SpiMode mode, int hertz, byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (0x20 + i);
            }
        }

        @Override
        public String toString() {
            return "counting";
        }
    }

    private final EmulatedBuses buses = new EmulatedBuses();

    @AfterEach
    void letGo() {
        buses.close();
    }

    @Test
    void providesEmulatedNamesOnly() {
        assertThat(buses.provides(BusName.parse("emulated-i2c-7"))).isTrue();
        assertThat(buses.provides(BusName.parse("emulated-spi-1.1"))).isTrue();
        assertThat(buses.provides(BusName.parse("emulated-serial-0"))).isTrue();
        assertThat(buses.provides(BusName.parse("/dev/ttyUSB0"))).isFalse();
        assertThat(buses.provides(BusName.parse("i2c-1"))).isFalse();
        assertThat(buses.provides(BusName.parse("spi-0.0"))).isFalse();
    }

    @Test
    void aSerialPortCarriesWordsBothWays() throws BusException {
        EmulatedMhz19b sensor = new EmulatedMhz19b(new VirtualTime(), Duration.ZERO);
        buses.plug(SERIAL, sensor);
        try (SerialPort port = serial()) {
            byte[] answer = new byte[9];
            port.write(9600, Bytes.of("FF 01 86 00 00 00 00 00 79"));
            port.read(9600, answer, SOON);
            assertThat(Bytes.hex(answer)).isEqualTo("FF8602583D000000E3");
            port.write(9600, Bytes.of("FF 01 86 00 00 00 00 00 79"));
            port.discard(9600);
            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> port.read(9600, answer, SOON))
                    .withMessage("emulated-serial-0: 0 of 9 bytes came within 10000 ms")
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
            assertThat(buses.transfers(SERIAL)).isEqualTo(5);
        }
    }

    @Test
    void aSerialPortFailsOnDemand() throws BusException {
        buses.plug(SERIAL, new EmulatedPms5003(new VirtualTime()));
        try (SerialPort port = serial()) {
            byte[] frame = new byte[32];
            buses.faults(SERIAL).next(Fault.CRC, 1);
            port.read(9600, frame, SOON);
            assertThat(Bytes.hex(frame)).startsWith("524D001C");
            buses.faults(SERIAL).next(Fault.TIMEOUT, 1);
            serialFails(port, Fault.TIMEOUT, "emulated-serial-0: made to fail: timeout");
            buses.faults(SERIAL).next(Fault.BUS, 1);
            serialFails(port, Fault.BUS, "emulated-serial-0: made to fail: bus");
            buses.unplug(SERIAL);
            serialFails(port, Fault.TIMEOUT, "emulated-serial-0: silent, nobody there");
            port.write(9600, frame);
            port.discard(9600);
            assertThat(buses.replug(SERIAL)).isTrue();
            port.read(9600, frame, SOON);
            buses.plug(SERIAL, new Counting());
            serialFails(port, Fault.BUS, "emulated-serial-0: has no serial line");
            assertThat(port.isGone()).isFalse();
            buses.vanish(SERIAL);
            serialFails(port, Fault.BUS, "emulated-serial-0: the adapter is gone");
            assertThat(port.isGone()).isTrue();
        }
    }

    private SerialPort serial() throws BusException {
        return (SerialPort) buses.open(BusName.parse(SERIAL));
    }

    private static void serialFails(SerialPort port, Fault fault, String message) {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> port.read(9600, new byte[1], SOON))
                .withMessage(message)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i2c-1", "spi-0.0", "/dev/ttyUSB0", "emulated", "emulated-i2c-", "emulated-i2c-1 ", ""})
    void refusesOtherNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> buses.appear(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x07, 0x78, 0x140})
    void refusesAddressesOutOfRange(int address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buses.plug(I2C, address, new Counting()))
                .withMessageContaining("0x08 to 0x77");
    }

    @Test
    void refusesAnAddressOnSpiAndNoneOnI2c() {
        assertThatIllegalArgumentException().isThrownBy(() -> buses.plug(SPI, 0x40, new Counting()));
        assertThatIllegalArgumentException().isThrownBy(() -> buses.plug(I2C, new Counting()));
    }

    @Test
    void aBusIsThereFromTheFirstPlugOn() throws BusException {
        assertFault(Fault.BUS, () -> buses.open(BusName.parse(I2C)));
        buses.plug(I2C, 0x40, new Counting());
        assertThat(read(i2c(), 0x40)).containsExactly(0x20, 0x21);
    }

    @Test
    void nobodyAcknowledgesWhereNoChipIs() throws BusException {
        buses.appear(I2C);
        assertFault(Fault.NACK, () -> read(i2c(), 0x40))
                .withMessageStartingWith("emulated-i2c-1/0x40: not acknowledged");
    }

    @Test
    void aPlaceThatWasOnlyAskedIsNotDescribed() throws BusException {
        buses.appear(I2C);
        assertFault(Fault.NACK, () -> read(i2c(), 0x40));
        assertThat(buses.describe()).isEmpty();
        buses.faults(I2C, 0x41).always(Fault.TIMEOUT);
        assertThat(buses.describe()).containsExactly("emulated-i2c-1/0x41 (empty) timeout");
    }

    @Test
    void theLineFloatsWhereNoSpiChipIs() throws BusException {
        buses.appear(SPI);
        byte[] bytes = {1, 2};
        spi().transfer(SpiMode.MODE_0, 1_000_000, bytes);
        assertThat(bytes).containsExactly(0xFF, 0xFF);
    }

    @Test
    void anUnpluggedChipIsPluggedAgainWithoutOpeningTheBus() throws BusException {
        buses.plug(I2C, 0x40, new Counting());
        I2cPort port = i2c();
        buses.unplug(I2C, 0x40);
        assertFault(Fault.NACK, () -> read(port, 0x40));
        assertThat(buses.replug(I2C, 0x40)).isTrue();
        assertThat(read(port, 0x40)).containsExactly(0x20, 0x21);
        assertThat(buses.replug(I2C, 0x41)).isFalse();
    }

    @Test
    void pluggingIsPoweringUp() throws BusException {
        EmulatedSi7021 chip = new EmulatedSi7021(EmulatedSi7021.Variant.SI7021, new VirtualTime());
        buses.plug(I2C, 0x40, chip);
        i2c().transfer(0x40, Bytes.of("E6BB"), new byte[0]);
        buses.unplug(I2C, 0x40);
        buses.plug(I2C, 0x40, chip);
        byte[] user = new byte[1];
        i2c().transfer(0x40, Bytes.of("E7"), user);
        assertThat(Bytes.hex(user)).isEqualTo("3A");
    }

    @Test
    void aPortDiesWithItsAdapterAndAnotherServesTheNextOne() throws BusException {
        buses.plug(I2C, 0x40, new Counting());
        I2cPort port = i2c();
        assertThat(port.isGone()).isFalse();
        buses.vanish(I2C);
        assertFault(Fault.BUS, () -> read(port, 0x40));
        assertThat(port.isGone()).isTrue();
        assertFault(Fault.BUS, () -> buses.open(BusName.parse(I2C)));
        buses.appear(I2C);
        assertFault(Fault.BUS, () -> read(port, 0x40));
        assertThat(read(i2c(), 0x40)).containsExactly(0x20, 0x21);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NACK", "TIMEOUT", "BUS"})
    void theNextTransfersFail(Fault fault) throws BusException {
        buses.plug(I2C, 0x40, new Counting());
        buses.plug(I2C, 0x41, new Counting());
        buses.faults(I2C, 0x40).next(fault, 2);
        I2cPort port = i2c();

        assertFault(fault, () -> read(port, 0x40));
        assertThat(read(port, 0x41)).containsExactly(0x20, 0x21);
        assertFault(fault, () -> read(port, 0x40));
        assertThat(read(port, 0x40)).containsExactly(0x20, 0x21);
    }

    @Test
    void aFaultOfTheWholeBusStrikesEveryAddressUntilCleared() throws BusException {
        buses.plug(I2C, 0x40, new Counting());
        buses.plug(I2C, 0x41, new Counting());
        buses.faults(I2C).always(Fault.TIMEOUT);
        I2cPort port = i2c();

        for (int i = 0; i < 5; i++) {
            assertFault(Fault.TIMEOUT, () -> read(port, 0x40));
            assertFault(Fault.TIMEOUT, () -> read(port, 0x41));
        }
        buses.faults(I2C).clear();
        assertThat(read(port, 0x40)).containsExactly(0x20, 0x21);
    }

    @Test
    void aBitOfTheNextAnswersIsWrong() throws BusException {
        buses.plug(I2C, 0x40, new Counting());
        buses.plug(SPI, new Counting());
        buses.faults(I2C, 0x40).next(Fault.CRC, 1);
        buses.faults(SPI).next(Fault.CRC, 1);
        I2cPort port = i2c();
        byte[] bytes = new byte[2];

        port.transfer(0x40, new byte[1], new byte[0]); // no answer, does not count
        assertThat(read(port, 0x40)).containsExactly(0x30, 0x21);
        assertThat(read(port, 0x40)).containsExactly(0x20, 0x21);
        spi().transfer(SpiMode.MODE_0, 1, bytes);
        assertThat(bytes).containsExactly(0x30, 0x21);
    }

    @Test
    void refusesFaultsThatAreAChipsToMake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buses.faults(I2C).always(Fault.IDENTITY))
                .withMessageContaining("nack, timeout, bus and crc");
    }

    @Test
    void aTransferHangsUntilItIsLetGo() throws Exception {
        buses.plug(I2C, 0x40, new Counting());
        buses.faults(I2C, 0x40).hang();
        I2cPort port = i2c();
        CompletableFuture<byte[]> hanging = started(port);
        buses.faults(I2C, 0x40).awaitHung(SOON);

        assertThat(hanging).isNotDone();
        assertFault(Fault.BUS, () -> read(port, 0x41)).withMessageContaining("a second transfer at once");
        buses.faults(I2C, 0x40).clear();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> hanging.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .satisfies(
                        e -> assertThat(((BusException) e.getCause()).fault()).isEqualTo(Fault.TIMEOUT));
        assertThat(read(port, 0x40)).containsExactly(0x20, 0x21);
    }

    @Test
    void closingLetsGoOfEveryTransfer() throws Exception {
        buses.plug(I2C, 0x40, new Counting());
        buses.faults(I2C).hang();
        CompletableFuture<byte[]> hanging = started(i2c());
        buses.faults(I2C).awaitHung(SOON);
        buses.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> hanging.get(SOON.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void tellsWhenNothingHangs() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> buses.faults(I2C).awaitHung(Duration.ZERO));
    }

    @Test
    void aPortIsNotClosedDuringItsTransfer() throws Exception {
        buses.plug(I2C, 0x40, new Counting());
        buses.faults(I2C).hang();
        I2cPort port = i2c();
        CompletableFuture<byte[]> hanging = started(port);
        buses.faults(I2C).awaitHung(SOON);

        assertThatIllegalStateException().isThrownBy(port::close).withMessageContaining("during a transfer");
        buses.faults(I2C).clear();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> hanging.get(SOON.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void countsTransfersAndOpenPorts() throws BusException {
        assertThat(buses.openPorts(I2C)).isZero();
        buses.plug(I2C, 0x40, new Counting());
        I2cPort port = i2c();
        assertThat(buses.openPorts(I2C)).isEqualTo(1);
        read(port, 0x40);
        assertFault(Fault.NACK, () -> read(port, 0x41));
        assertThat(buses.transfers(I2C)).isEqualTo(2);
        port.close();
        port.close();
        assertThat(buses.openPorts(I2C)).isZero();
        assertFault(Fault.BUS, () -> read(port, 0x40)).withMessageContaining("closed port");
    }

    private I2cPort i2c() throws BusException {
        return (I2cPort) buses.open(BusName.parse(I2C));
    }

    private SpiPort spi() throws BusException {
        return (SpiPort) buses.open(BusName.parse(SPI));
    }

    private static byte[] read(I2cPort port, int address) throws BusException {
        byte[] read = new byte[2];
        port.transfer(address, new byte[0], read);
        return read;
    }

    private static CompletableFuture<byte[]> started(I2cPort port) {
        CompletableFuture<byte[]> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                done.complete(read(port, 0x40));
            } catch (BusException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static ThrowableAssertAlternative<BusException> assertFault(Fault fault, ThrowingCallable call) {
        return assertThatExceptionOfType(BusException.class).isThrownBy(call).satisfies(e -> assertThat(e.fault())
                .isEqualTo(fault));
    }
}
