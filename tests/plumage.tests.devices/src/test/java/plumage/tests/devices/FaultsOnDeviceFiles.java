package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.tests.devices.OnDeviceFiles.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.Fault;
import plumage.bus.emulated.EmulatedBme680;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.EmulatedSi7021;
import plumage.bus.emulated.EmulatedTca9548a;
import plumage.bus.emulated.Faults;
import plumage.bus.emulated.Place;
import plumage.bus.emulated.Time;

/**
 * The hub on three buses, and all that Linux reports of them when they fail: each fault is counted by its reason as often as it was injected, no sensor of
 * another bus feels it, and all sensors work again when its cause is gone. {@link #TABLE} tells what was seen.
 */
class FaultsOnDeviceFiles {
    static final Path TABLE = Path.of("target/faults.txt");

    private static final String I2C_FILE = "/dev/i2c-1";
    private static final String MUX_FILE = "/dev/i2c-2";
    private static final String SPI_FILE = "/dev/spidev0.0";
    private static final String I2C = "emulated-i2c-1";
    private static final String MUX = "emulated-i2c-2";
    private static final String SPI = "emulated-spi-0.0";
    private static final String ROW = "%-56s%8s%12s%18s%9s";
    private static final int UNCOUNTED = 0;
    private static final int EACCES = 13;
    private static final int ETIMEDOUT = 110;

    /** By bus those that are read ten times a second. */
    private static final Map<String, List<String>> SENSORS =
            Map.of("i2c-1", List.of("direct", "fast"), "i2c-2", List.of("behind"), "spi-0", List.of("other"));
    /** On i2c-1, read every three seconds, so that it sees nothing of a short trouble. */
    private static final String SELDOM = "seldom";

    private static final EmulatedBuses EMULATED = new EmulatedBuses();
    /** By address how often a chip on i2c-1 was told to reset itself, as each is when it is opened. */
    private static final Map<Integer, Integer> RESETS = new ConcurrentHashMap<>();

    private static final List<String> SEEN = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static DeviceFiles files;
    private static HubFramework hub;

    private Map<String, Double> before = Map.of();

    @BeforeAll
    static void start() throws Exception {
        EMULATED.plug(I2C, 0x40, new EmulatedSi7021(EmulatedSi7021.Variant.SI7021, Time.system()));
        EMULATED.plug(I2C, 0x76, bme680());
        EMULATED.plug(I2C, 0x77, bme680());
        EMULATED.plug(MUX, 0x70, new EmulatedTca9548a());
        EMULATED.plug(Place.i2c(MUX + "/0x70.3", 0x76), bme680());
        EMULATED.plug(SPI, bme680());
        files = new DeviceFiles();
        files.put(I2C_FILE, adapter());
        files.put(MUX_FILE, EMULATED.open(BusName.parse(MUX)));
        files.put(SPI_FILE, EMULATED.open(BusName.parse(SPI)));
        hub = new HubFramework(
                directory, Map.of("plumage.sysfs", directory.resolve("sys").toString()));
        String bme680 = "heater.enabled=false\ninterval=";
        hub.configure("si7021-1", "name=direct\nbus=i2c-1\ninterval=100ms\n");
        hub.configure("bme680-1", "name=fast\nbus=i2c-1\naddress=0x76\n" + bme680 + "100ms\n");
        hub.configure("bme680-2", "name=seldom\nbus=i2c-1\naddress=0x77\n" + bme680 + "3s\n");
        hub.configure("bme680-3", "name=behind\nbus=i2c-2/0x70.3\naddress=0x76\n" + bme680 + "100ms\n");
        hub.configure("bme680-4", "name=other\nbus=spi-0.0\n" + bme680 + "100ms\n");
    }

    private static EmulatedChip bme680() {
        return new EmulatedBme680(EmulatedBme680.Variant.BME680, Time.system());
    }

    /** An adapter for i2c-1: each is another one, with the same chips. */
    private static I2cPort adapter() throws BusException {
        I2cPort port = (I2cPort) EMULATED.open(BusName.parse(I2C));
        return new I2cPort() {
            @Override
            public void transfer(int address, byte[] write, byte[] read) throws BusException {
                boolean reset = Arrays.equals(write, new byte[] {(byte) 0xFE}) // Si7021
                        || Arrays.equals(write, new byte[] {(byte) 0xE0, (byte) 0xB6}); // BME680
                if (reset) {
                    RESETS.merge(address, 1, Integer::sum);
                }
                port.transfer(address, write, read);
            }

            @Override
            public void close() {
                port.close();
            }
        };
    }

    @AfterAll
    static void stop() throws Exception {
        Collections.sort(SEEN);
        SEEN.add(0, String.format(ROW, "fault", "injected", "counted", "errors elsewhere", "healed"));
        SEEN.add(SEEN.size() - 1 + " kinds injected, all counted and survived");
        Files.write(TABLE, SEEN);
        hub.close();
        await(() -> files.open() == 0);
        files.close();
        EMULATED.close();
    }

    @BeforeEach
    void allWorks() {
        awaitPage(page -> {
            before = page;
            return works(page);
        });
    }

    private static void awaitPage(Predicate<Map<String, Double>> condition) {
        AtomicReference<Map<String, Double>> latest = new AtomicReference<>();
        try {
            await(() -> {
                latest.set(hub.scrape());
                return condition.test(latest.get());
            });
        } catch (AssertionError tooLong) {
            Map<String, Double> page = new TreeMap<>(latest.get());
            page.keySet().removeIf(sample -> !sample.matches("sensor_(up|reads|read_errors).*|plumage_(bus|conf).*"));
            throw new AssertionError(page.toString(), tooLong);
        }
    }

    private static boolean works(Map<String, Double> page) {
        return sensors().allMatch(sensor -> page.getOrDefault("sensor_up{sensor=\"" + sensor + "\"}", 0.0) == 1);
    }

    private static Stream<String> sensors() {
        return Stream.concat(SENSORS.values().stream().flatMap(List::stream), Stream.of(SELDOM));
    }

    @ParameterizedTest
    @CsvSource({
        "i2c-1, /dev/i2c-1, ENXIO, 6, nack",
        "i2c-1, /dev/i2c-1, EREMOTEIO, 121, nack",
        "i2c-1, /dev/i2c-1, ETIMEDOUT, 110, timeout",
        "i2c-1, /dev/i2c-1, EAGAIN, 11, bus",
        "i2c-1, /dev/i2c-1, EBUSY, 16, bus",
        "i2c-1, /dev/i2c-1, EOPNOTSUPP, 95, bus",
        "i2c-1, /dev/i2c-1, ENODEV, 19, bus",
        "i2c-1, /dev/i2c-1, ESHUTDOWN, 108, bus",
        "i2c-1, /dev/i2c-1, ENOENT, 2, bus",
        "i2c-1, /dev/i2c-1, EIO, 5, bus",
        "i2c-1, /dev/i2c-1, EINVAL, 22, bus",
        "i2c-1, /dev/i2c-1, EPROTO, 71, bus",
        "spi-0, /dev/spidev0.0, ETIMEDOUT, 110, timeout",
        "spi-0, /dev/spidev0.0, ENODEV, 19, bus",
        "spi-0, /dev/spidev0.0, ESHUTDOWN, 108, bus",
        "spi-0, /dev/spidev0.0, EIO, 5, bus",
    })
    void transfersEndInAnErrno(String bus, String file, String name, int errno, String reason) {
        survives(
                name,
                bus,
                reason,
                () -> files.answer(file, -errno),
                () -> files.answered(file) >= 5,
                () -> files.answerNoMore(file));
    }

    @ParameterizedTest
    @CsvSource({"i2c-1, /dev/i2c-1", "spi-0, /dev/spidev0.0"})
    void transfersAreShort(String bus, String file) {
        survives(
                "short transfer",
                bus,
                "bus",
                () -> files.answer(file, 1),
                () -> files.answered(file) >= 5,
                () -> files.answerNoMore(file));
    }

    @Test
    void aTransferHangs() {
        Faults faults = EMULATED.faults(I2C);
        survives("transfer hangs in the kernel", "i2c-1", "timeout", faults::hang, () -> allDown("i2c-1"), () -> {
            faults.clear();
            return 1;
        });
    }

    @Test
    void theControllerTimesOutInARow() {
        double reads = before.get("sensor_reads_total{sensor=\"seldom\"}");
        awaitPage(page -> {
            before = page;
            return page.get("sensor_reads_total{sensor=\"seldom\"}") > reads; // three seconds until its next turn
        });
        Map<Integer, Integer> resets = new HashMap<>(RESETS);
        survives(
                "controller times out 3 times and more in a row",
                "i2c-1",
                "timeout",
                () -> files.answer(I2C_FILE, -ETIMEDOUT),
                () -> files.answered(I2C_FILE) >= 3,
                () -> files.answerNoMore(I2C_FILE));
        awaitReset(resets);
        Map<String, Double> after = hub.scrape();
        assertThat(errors(after, "sensor_read_errors_total{sensor=\"seldom\"")).isEmpty();
    }

    @Test
    void theAdapterGoesAndComesBackAsTheSame() throws BusException {
        I2cPort same = adapter();
        swap(same);
        adapterGoes("adapter gone and back, the same device node", () -> files.put(I2C_FILE, same));
    }

    @Test
    void theAdapterGoesAndComesBackAsAnother() throws BusException {
        I2cPort other = adapter();
        adapterGoes("adapter gone and back, another device node", () -> files.put(I2C_FILE, other));
    }

    private void adapterGoes(String fault, Runnable comesBack) {
        Map<Integer, Integer> resets = new HashMap<>(RESETS);
        survivesUncounted(fault, "i2c-1", "bus", () -> files.remove(I2C_FILE), () -> allDown("i2c-1"), comesBack);
        awaitReset(resets);
    }

    @Test
    void theAdapterIsAnotherOneBetweenTwoTurns() throws BusException {
        Map<Integer, Integer> resets = new HashMap<>(RESETS);
        I2cPort other = adapter();
        survives(
                "adapter gone and back between two turns",
                "i2c-1",
                "bus",
                () -> files.put(I2C_FILE, other),
                () -> errors("i2c-1").equals(Map.of("bus", 1)),
                () -> 1);
        awaitReset(resets);
    }

    private void swap(I2cPort adapter) {
        files.put(I2C_FILE, adapter);
        await(() -> errors("i2c-1").equals(Map.of("bus", 1)));
        allWorks();
    }

    @Test
    void permissionIsTakenAwayAndGivenBack() throws BusException {
        I2cPort adapter = adapter();
        survivesUncounted(
                "no permission to open",
                "i2c-1",
                "bus",
                () -> {
                    files.refuse(I2C_FILE, EACCES);
                    files.remove(I2C_FILE);
                },
                () -> allDown("i2c-1"),
                () -> {
                    files.put(I2C_FILE, adapter);
                    files.admit(I2C_FILE);
                });
    }

    @Test
    void aDriverOfTheKernelTakesAChip() throws IOException {
        Path driver = Files.createDirectories(directory.resolve("sys/bus/i2c/drivers/bme680_i2c"));
        Path link = Files.createDirectories(directory.resolve("sys/bus/i2c/devices/1-0076"))
                .resolve("driver");
        survivesUncounted(
                "address owned by a driver of the kernel",
                "i2c-1",
                "bus",
                () -> run(() -> Files.createSymbolicLink(link, driver)),
                () -> isDown("fast"),
                () -> run(() -> Files.delete(link)));
        assertThat(errors(hub.scrape(), "sensor_read_errors_total{sensor=\"direct\""))
                .as("the chip beside it")
                .isEmpty();
    }

    @Test
    void aChipDoesNotAcknowledge() {
        survives(
                "one chip does not acknowledge",
                "i2c-1",
                "nack",
                () -> EMULATED.faults(I2C, 0x76).next(Fault.NACK, 5),
                () -> errors("i2c-1").equals(Map.of("nack", 5)),
                () -> 5);
        assertThat(errors(hub.scrape(), "sensor_read_errors_total{sensor=\"direct\""))
                .as("the chip beside it")
                .isEmpty();
    }

    @Test
    void aMultiplexerStopsAnswering() {
        survives(
                "multiplexer stops answering",
                "i2c-2",
                "bus",
                () -> EMULATED.faults(MUX, 0x70).next(Fault.NACK, 5),
                () -> errors("i2c-2").equals(Map.of("bus", 5)),
                () -> 5);
    }

    /** @param end makes an end of the fault and tells how often it struck */
    private void survives(
            String fault, String bus, String reason, Runnable begin, BooleanSupplier enough, IntSupplier end) {
        begin.run();
        await(() -> enough.getAsBoolean() && othersAreRead(bus));
        int injected = end.getAsInt();
        healed(fault, bus, reason, injected);
    }

    /** A state, not transfers that could be counted: the hub finds it as often as it tries. */
    private void survivesUncounted(
            String fault, String bus, String reason, Runnable begin, BooleanSupplier enough, Runnable end) {
        begin.run();
        await(() -> enough.getAsBoolean() && othersAreRead(bus));
        end.run();
        healed(fault, bus, reason, UNCOUNTED);
    }

    private void healed(String fault, String bus, String reason, int injected) {
        long ended = System.nanoTime();
        awaitPage(page -> works(page) && SENSORS.get(bus).stream().allMatch(sensor -> grown(page, sensor) > 1));
        long millis = Duration.ofNanos(System.nanoTime() - ended).toMillis();
        Map<String, Integer> errors = errors(bus);
        assertThat(errors).containsOnlyKeys(reason);
        if (injected != UNCOUNTED) {
            assertThat(errors).containsEntry(reason, injected);
        }
        int others = 0;
        for (String other : SENSORS.keySet()) {
            if (!other.equals(bus)) {
                others += errors(other).size();
                for (String sensor : SENSORS.get(other)) {
                    others += errors(hub.scrape(), "sensor_read_errors_total{sensor=\"" + sensor + "\"")
                            .size();
                }
            }
        }
        assertThat(others).as("errors of other buses and their sensors").isZero();
        SEEN.add(String.format(
                ROW,
                bus + ": " + fault,
                injected == UNCOUNTED ? "a state" : injected,
                errors.get(reason) + " " + reason,
                others,
                millis + " ms"));
    }

    private boolean othersAreRead(String bus) {
        Map<String, Double> page = hub.scrape();
        return SENSORS.entrySet().stream()
                .filter(other -> !other.getKey().equals(bus))
                .flatMap(other -> other.getValue().stream())
                .allMatch(sensor -> grown(page, sensor) >= 2);
    }

    private double grown(Map<String, Double> page, String sensor) {
        String reads = "sensor_reads_total{sensor=\"" + sensor + "\"}";
        return page.get(reads) - before.get(reads);
    }

    private boolean allDown(String bus) {
        return SENSORS.get(bus).stream().allMatch(this::isDown);
    }

    private boolean isDown(String sensor) {
        return hub.scrape().get("sensor_up{sensor=\"" + sensor + "\"}") == 0;
    }

    /** The errors that a bus counted since the test began, by reason. */
    private Map<String, Integer> errors(String bus) {
        return errors(hub.scrape(), "plumage_bus_errors_total{bus=\"" + bus + "\"");
    }

    private Map<String, Integer> errors(Map<String, Double> page, String series) {
        Map<String, Integer> errors = new HashMap<>();
        page.forEach((sample, value) -> {
            int more = value.intValue() - before.get(sample).intValue();
            if (sample.startsWith(series) && more > 0) {
                errors.put(sample.replaceFirst(".*reason=\"(\\w+)\".*", "$1"), more);
            }
        });
        return errors;
    }

    /** Waits until each chip on i2c-1 was reset again. */
    private static void awaitReset(Map<Integer, Integer> before) {
        await(() -> before.keySet().stream().allMatch(address -> RESETS.get(address) > before.get(address)));
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void run(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
