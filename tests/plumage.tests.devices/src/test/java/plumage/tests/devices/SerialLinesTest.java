package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.SerialPort;
import plumage.bus.Fault;
import plumage.bus.pi4j.DeviceBuses;
import plumage.tests.programs.Programs;
import plumage.tests.programs.SerialLine;

/** Serial ports by jSerialComm on terminals of the kernel, whose other ends socat holds. */
class SerialLinesTest {
    private static final BusName PORT = BusName.parse("/dev/ttyUSB0");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int BAUD = 9600;

    @TempDir
    Path dev;

    @TempDir
    Path data;

    private Path name;
    private SerialLine device;
    private DeviceBuses buses;

    @BeforeEach
    void plug() throws IOException {
        name = dev.resolve("ttyUSB0");
        device = SerialLine.plugIn(name);
        buses = new DeviceBuses(new FrameworkStandIn(Map.of("plumage.dev", dev.toString()), data).bundle());
    }

    @AfterEach
    void unplug() throws IOException {
        buses.stop();
        device.close();
    }

    private SerialPort open() throws BusException {
        return (SerialPort) buses.open(PORT);
    }

    @Test
    void carriesEveryByteBothWays() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (SerialPort port = open()) {
            device.say(all);
            assertThat(read(port, 200)).isEqualTo(Arrays.copyOf(all, 200));
            assertThat(read(port, 56)).isEqualTo(Arrays.copyOfRange(all, 200, 256));
            port.write(BAUD, all);
            assertThat(device.ears().readNBytes(256)).isEqualTo(all);
        }
    }

    @Test
    void waitsForTheRestButNotForEver() throws Exception {
        try (SerialPort port = open()) {
            device.say(new byte[] {1, 2});
            fails(
                    () -> port.read(BAUD, new byte[3], Duration.ofMillis(300)),
                    Fault.TIMEOUT,
                    "%s: 2 of 3 bytes came within 300 ms");
            CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> readUnchecked(port, 2));
            device.say(new byte[] {3});
            device.say(new byte[] {4});
            assertThat(reading.get(10, TimeUnit.SECONDS)).containsExactly(3, 4);
        }
    }

    @Test
    void anotherSpeed() throws Exception {
        try (SerialPort port = open()) {
            for (int baud : new int[] {9600, 115_200, 2400}) {
                port.write(baud, new byte[] {7});
                Process stty = new ProcessBuilder("stty", "-F", name.toString(), "speed").start();
                assertThat(stty.inputReader().readLine()).isEqualTo("" + baud);
            }
        }
    }

    /** More than the kernel keeps in front: what is behind is older than what was thrown away. */
    @Test
    void throwsAwayAllThatIsOld() throws Exception {
        try (SerialPort port = open()) {
            port.discard(BAUD);
            device.say(new byte[10_000]); // a terminal of this kind keeps twice 4 KB behind
            device.awaitSaid();
            port.discard(BAUD);
            device.say(new byte[] {5});
            assertThat(read(port, 1)).containsExactly(5);
        }
    }

    @Test
    void garbageAtFullSpeedEndsADiscard() throws Exception {
        try (SerialPort port = open();
                Babble babble = new Babble(device)) {
            for (int i = 0; i < 20; i++) {
                port.discard(BAUD);
                read(port, 32);
            }
            assertThat(babble.isGoingOn()).isTrue();
        }
    }

    @Test
    void aPortThatAnotherProcessHolds() throws Exception {
        Process holder = new ProcessBuilder(
                        Programs.find("socat", "socat").toString(), "OPEN:" + name + ",flock-ex-nb", "STDOUT")
                .start();
        try {
            device.say(new byte[] {1}); // which the holder repeats when it holds the port
            assertThat(holder.getInputStream().read()).isEqualTo(1);
            fails(this::open, Fault.BUS, "%s is held by another process");
        } finally {
            holder.destroy();
            holder.waitFor();
        }
        open().close();
    }

    @Test
    void othersAreKeptOutWhileItIsOpen() throws Exception {
        try (SerialPort port = open()) {
            Files.createSymbolicLink(dev.resolve("ttyUSB1"), name);
            assertThatThrownBy(() -> buses.open(BusName.parse("/dev/ttyUSB1")))
                    .hasMessage(dev.resolve("ttyUSB1") + " is in use by this process, perhaps under another name");
            Process other = new ProcessBuilder(
                            Programs.find("socat", "socat").toString(), "OPEN:" + name + ",flock-ex-nb", "STDOUT")
                    .start();
            assertThat(other.waitFor()).isNotZero();
            assertThat(port.isGone()).isFalse();
        }
        buses.open(BusName.parse("/dev/ttyUSB1")).close();
    }

    @Test
    void oneThatIsUnpluggedAndReturns() throws Exception {
        try (SerialPort port = open()) {
            device.say(new byte[] {1});
            read(port, 1);
            device.close();
            fails(() -> port.read(BAUD, new byte[1], SOON), Fault.BUS, "%s: the adapter is gone");
            fails(() -> port.write(BAUD, new byte[1]), Fault.BUS, "%s: the adapter is gone");
            fails(() -> port.discard(BAUD), Fault.BUS, "%s: the adapter is gone");
            assertThat(port.isGone()).isTrue();
        }
        fails(this::open, Fault.BUS, "%s is not there: the bus is not enabled or its adapter is unplugged");
        device = SerialLine.plugIn(name);
        try (SerialPort port = open()) {
            device.say(new byte[] {2});
            assertThat(read(port, 1)).containsExactly(2);
        }
    }

    @Test
    void unpluggedWhileSomebodyReads() throws Exception {
        try (SerialPort port = open()) {
            CompletableFuture<Throwable> reading =
                    CompletableFuture.runAsync(() -> readUnchecked(port, 1)).handle((nothing, failure) -> failure);
            device.close();
            assertThat(reading.get(10, TimeUnit.SECONDS)).rootCause().hasMessage(name + ": the adapter is gone");
        }
    }

    @Test
    void aReaderGivesUpWhenTheBundleStops() throws Exception {
        try (SerialPort port = open()) {
            CompletableFuture<Throwable> reading = CompletableFuture.runAsync(
                            () -> readUnchecked(port, 1, Duration.ofDays(1)))
                    .handle((nothing, failure) -> failure);
            buses.stop();
            assertThat(reading.get(10, TimeUnit.SECONDS)).rootCause().hasMessage(name + " is being closed");
        }
        buses = new DeviceBuses(new FrameworkStandIn(Map.of("plumage.dev", dev.toString()), data).bundle());
    }

    @Test
    void aThousandOpeningsLeaveNothingOpen() throws Exception {
        open().close();
        long descriptors = OnDeviceFiles.descriptors();
        int threads = Thread.activeCount();
        for (int i = 0; i < 1000; i++) {
            SerialPort port = open();
            port.close();
            port.close();
        }
        assertThat(OnDeviceFiles.descriptors()).isEqualTo(descriptors);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    }

    /** jSerialComm has a process ignore the signal of a terminal window that is closed, and others. */
    @Test
    void signalsAreTakenAsBefore() throws Exception {
        open().close();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertThat(ignoresHangUp("self")).isEqualTo(ignoresHangUp("" + parent)); // as under nohup
    }

    private static boolean ignoresHangUp(String process) throws Exception {
        String ignored = Files.readAllLines(Path.of("/proc", process, "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseLong(ignored.substring(7).strip(), 16) & 1) != 0;
    }

    private static byte[] read(SerialPort port, int count) throws BusException {
        byte[] bytes = new byte[count];
        port.read(BAUD, bytes, SOON);
        return bytes;
    }

    private static byte[] readUnchecked(SerialPort port, int count) {
        return readUnchecked(port, count, SOON);
    }

    private static byte[] readUnchecked(SerialPort port, int count, Duration within) {
        byte[] bytes = new byte[count];
        try {
            port.read(BAUD, bytes, within);
        } catch (BusException failed) {
            throw new AssertionError(failed);
        }
        return bytes;
    }

    private void fails(ThrowingCallable call, Fault fault, String message) {
        assertThatThrownBy(call)
                .hasMessage(String.format(message, name))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    /** A device that says random bytes as fast as the line takes them. */
    private static final class Babble implements AutoCloseable {
        private final Thread thread;
        private volatile boolean enough;

        Babble(SerialLine device) {
            Random random = new Random(42);
            byte[] bytes = new byte[4096];
            thread = new Thread(() -> {
                try {
                    while (!enough) {
                        random.nextBytes(bytes);
                        device.say(bytes);
                    }
                } catch (IOException unplugged) {
                    // as its adapter was
                }
            });
            thread.start();
        }

        boolean isGoingOn() {
            return thread.isAlive();
        }

        @Override
        public void close() {
            enough = true;
        }
    }
}
