package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.io.i2c.I2C;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.I2cDevice;
import plumage.core.BusLayer;

/** What is counted and timed on device files, see {@link #REPORT}. */
class FiguresOnDeviceFiles extends OnDeviceFiles {
    static final Path REPORT = Path.of("target/figures.txt");

    private static final int REOPENINGS = 1000;
    private static final int ROUNDS = 20;
    private static final int READS = 2000;
    private static final int EIO = 5;

    @BeforeAll
    static void startReport() throws Exception {
        Files.deleteIfExists(REPORT);
    }

    private static void report(String format, Object... arguments) throws Exception {
        Files.writeString(
                REPORT, String.format(format + "%n", arguments), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** @param threads by name, sorted */
    private record Resources(long descriptors, List<String> threads) {
        static Resources now() {
            return new Resources(
                    OnDeviceFiles.descriptors(),
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .sorted()
                            .toList());
        }

        String inShort() {
            return descriptors + " descriptors and " + threads.size() + " threads";
        }
    }

    /** What this process has when it has finished starting and ending things: a hundred looks show the same. */
    private static Resources settled() {
        AtomicReference<Resources> last = new AtomicReference<>();
        AtomicInteger same = new AtomicInteger();
        await(() -> {
            Resources now = Resources.now();
            return (now.equals(last.getAndSet(now)) ? same.incrementAndGet() : same.getAndSet(0)) == 100;
        });
        return last.get();
    }

    /** As in the hub, each transfer fails, which closes the port, and the next one opens it again. */
    @Test
    void aThousandReopeningsLeaveNoDescriptorAndNoThread() throws Exception {
        BusLayer layer = new BusLayer();
        Method bind = BusLayer.class.getDeclaredMethod("addProvider", BusProvider.class); // as the framework does
        bind.setAccessible(true);
        bind.invoke(layer, buses);
        I2cDevice chip = layer.i2c(BusName.parse("i2c-1"), BME680);
        files.answer(I2C_FILE, -EIO);
        reopen(chip, 10);
        Resources before = settled();
        int opened = files.opened();
        reopen(chip, REOPENINGS);
        assertThat(files.opened() - opened).isEqualTo(REOPENINGS);
        Resources after = settled();
        report("%d reopenings of i2c-1: before %s, after %s", REOPENINGS, before.inShort(), after.inShort());
        assertThat(after).isEqualTo(before);
    }

    private static void reopen(I2cDevice chip, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> chip.write(0))
                    .hasMessage("i2c-1 0x76: the controller failed without saying why (EIO)");
        }
    }

    @Test
    void microsecondsPerRegisterRead() throws Exception {
        byte[] pointer = {(byte) 0xD0};
        byte[] id = new byte[1];
        try (I2cPort port = i2c();
                I2C pi4j = framework
                        .pi4j()
                        .create(I2C.newConfigBuilder(framework.pi4j())
                                .bus(1)
                                .device(BME680)
                                .build())) {
            report(
                    "a register read through the shim: %.1f us by Plumage's port, %.1f us by Pi4J's API on it"
                            + " (Pi4J's own linuxfs provider has native code for ARM only and is not run)",
                    microseconds(() -> port.transfer(BME680, pointer, id)),
                    microseconds(() -> pi4j.readRegister(0xD0)));
        }
        assertThat(id).containsExactly(0x61);
    }

    private interface Read {
        void once() throws BusException;
    }

    /** Of one read in the best round: the others had to share the machine or were not warm yet. */
    private static double microseconds(Read read) throws BusException {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < READS; i++) {
                read.once();
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / 1e3 / READS;
    }
}
