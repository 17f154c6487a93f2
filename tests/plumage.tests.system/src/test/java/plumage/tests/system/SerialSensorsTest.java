package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.bus.BusException;
import plumage.bus.SerialDevice;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.EmulatedMhz19b;
import plumage.bus.emulated.EmulatedPms5003;
import plumage.bus.emulated.Time;
import plumage.tests.programs.HubProcess;
import plumage.tests.programs.Programs;
import plumage.tests.programs.SerialLine;

/**
 * A hub as users run it, and emulated sensors at the other ends of terminals of the kernel: they speak, babble, are pulled out, or
 * belong to another process. A sensor on another bus never notices.
 */
class SerialSensorsTest {
    private static final String DUST =
            "sensor_pm_mass_concentration_grams_per_cubic_meter{sensor=\"pms5003-desk\",size=\"2.5\",} ";
    private static final String UP = "sensor_up{sensor=\"pms5003-desk\",} ";
    private static final String LAST_SUCCESS = "sensor_last_success_timestamp_seconds{sensor=\"pms5003-desk\",}";
    private static final String BYSTANDER_READS = "sensor_reads_total{sensor=\"si7021-bystander\",}";
    private static final String DESK = "bus = /dev/ttyUSB0\ninterval = 100ms";

    @TempDir
    Path folder;

    private final EmulatedPms5003 pms5003 = new EmulatedPms5003(Time.system());
    private Path conf;
    private Path port;
    private SerialLine line;
    private HubProcess hub;

    @BeforeEach
    void startHub() throws Exception {
        Programs.find("socat", "socat");
        Path dev = Files.createDirectory(folder.resolve("dev"));
        port = dev.resolve("ttyUSB0");
        conf = Files.createDirectory(folder.resolve("conf"));
        write("hub.properties", "plumage.dev = " + dev);
        write("plumage.bus.emulated.cfg", "chips = si7021@emulated-i2c-1/0x40");
        write("plumage.si7021-bystander.cfg", "bus = emulated-i2c-1\ninterval = 100ms");
        pms5003.set(23e-6);
        line = SerialLine.plugIn(port);
        hub = HubProcess.start(HubProcess.unpack(folder), "hub", Map.of("PLUMAGE_CONF", conf.toString()));
        hub.awaitPage("sensor_up{sensor=\"si7021-bystander\",} 1.0");
    }

    @AfterEach
    void stopHub() throws Exception {
        if (hub != null) {
            hub.close();
        }
        if (line != null) {
            line.close();
        }
    }

    @Test
    void speakAndAnswer() throws Exception {
        Path other = Files.createDirectories(folder.resolve("dev/serial/by-id")).resolve("usb-1a86_USB-if00-port0");
        EmulatedMhz19b mhz19b = new EmulatedMhz19b(Time.system(), Duration.ZERO);
        mhz19b.set(1234);
        try (SerialLine second = SerialLine.plugIn(other)) {
            wire(pms5003, line);
            wire(mhz19b, second);
            write("plumage.pms5003-desk.cfg", DESK);
            write(
                    "plumage.mhz19b-desk.cfg",
                    "bus = /dev/serial/by-id/usb-1a86_USB-if00-port0\ninterval = 100ms\nself_calibration = false");
            hub.awaitPage(DUST + "2.3E-5");
            hub.awaitPage(
                    "sensor_pm_number_concentration_per_cubic_meter{sensor=\"pms5003-desk\",size=\"0.3\",} 3.45E7");
            hub.awaitPage("sensor_co2_ppm{sensor=\"mhz19b-desk\",} 1234.0");
            hub.awaitPage("sensor_info{sensor=\"mhz19b-desk\",chip=\"mhz19b\","
                    + "bus=\"/dev/serial/by-id/usb-1a86_USB-if00-port0\",address=\"\",} 1.0");
            assertThat(mhz19b.selfCalibration()).isFalse();
            pms5003.set(24e-6);
            hub.awaitPage(DUST + "2.4E-5");
            assertThat(hub.stop()).isZero();
        }
    }

    @Test
    void aPortThatAnotherProcessHolds() throws Exception {
        wire(pms5003, line);
        Process holder = new ProcessBuilder(
                        Programs.find("socat", "socat").toString(), "OPEN:" + port + ",flock-ex-nb", "STDOUT")
                .start();
        try {
            assertThat(holder.getInputStream().read()).as("it holds the port").isEqualTo('B');
            write("plumage.pms5003-desk.cfg", DESK);
            hub.awaitPage(UP + "0.0");
            hub.await("told", () -> hub.output().contains(port + " is held by another process"));
        } finally {
            holder.destroy();
            holder.onExit().join();
        }
        hub.awaitPage(DUST + "2.3E-5");
        bystanderIsUndisturbed();
    }

    @Test
    void garbageAtFullSpeed() throws Exception {
        Talk dust = wire(pms5003, line);
        write("plumage.pms5003-desk.cfg", DESK);
        hub.awaitPage(DUST);
        dust.end();
        long residentBefore = residentKilobytes();

        Talk babble = babble(line);
        hub.awaitPage(UP + "0.0");
        double good = number(LAST_SUCCESS);
        hub.awaitGone(DUST);
        hub.await("several attempts ended in it", () -> errors("crc") >= 6);
        assertThat(babble.isGoingOn()).isTrue();
        assertThat(errors("timeout")).as("overdue attempts").isZero();
        assertThat(hub.page()).doesNotContain(DUST);
        assertThat(number(LAST_SUCCESS)).as("no frame was seen in it").isEqualTo(good);
        assertThat(residentKilobytes()).isLessThan(residentBefore + 20_000);
        assertThat(hub.output()).doesNotContain("OutOfMemory");
        bystanderIsUndisturbed();
        assertThat(babble.isGoingOn()).isTrue();

        babble.end();
        wire(pms5003, line);
        hub.awaitPage(DUST + "2.3E-5");
    }

    @Test
    void aPortThatVanishesAndReturns() throws Exception {
        wire(pms5003, line);
        write("plumage.pms5003-desk.cfg", DESK);
        hub.awaitPage(DUST + "2.3E-5");

        line.close();
        hub.awaitPage(UP + "0.0");
        hub.awaitGone(DUST);
        hub.await("told", () -> hub.output().contains(port + " is not there"));
        assertThat(errors("bus")).isPositive();

        line = SerialLine.plugIn(port);
        wire(pms5003, line);
        hub.awaitPage(DUST + "2.3E-5");
        bystanderIsUndisturbed();
    }

    private void bystanderIsUndisturbed() throws Exception {
        String page = hub.page();
        assertThat(page).contains("sensor_up{sensor=\"si7021-bystander\",} 1.0");
        assertThat(page.lines().filter(line -> line.startsWith("sensor_read_errors_total{sensor=\"si7021-bystander\"")))
                .hasSize(8)
                .allMatch(line -> line.endsWith(" 0.0"));
        double reads = number(BYSTANDER_READS);
        hub.await("and goes on", () -> number(BYSTANDER_READS) >= reads + 5);
    }

    private double errors(String reason) throws Exception {
        return number("sensor_read_errors_total{sensor=\"pms5003-desk\",reason=\"" + reason + "\",}");
    }

    private double number(String series) throws Exception {
        Matcher line = Pattern.compile(Pattern.quote(series) + " (\\S+)").matcher(hub.page());
        assertThat(line.find()).as(series).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + hub.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(conf.resolve(file), text + "\n");
    }

    /** Puts a line between an emulated sensor and the hub. */
    private static Talk wire(EmulatedChip chip, SerialLine line) throws BusException {
        SerialDevice sensor = chip.serial(9600);
        return Talk.of(() -> {
            try {
                while (line.ears().available() > 0) {
                    sensor.write(line.ears().read());
                }
                line.say(sensor.read(1, Duration.ofMillis(10)));
            } catch (BusException silent) {
                // it has nothing to say
            }
        });
    }

    /** A device that says random bytes as fast as the line takes them. */
    private static Talk babble(SerialLine line) {
        Random random = new Random(42);
        byte[] bytes = new byte[4096];
        return Talk.of(() -> {
            random.nextBytes(bytes);
            line.say(bytes);
        });
    }

    /** What goes on, step by step, until it is ended or its line is pulled out. */
    private static final class Talk {
        private interface Step {
            void take() throws IOException;
        }

        private final Thread thread;
        private volatile boolean enough;

        private Talk(Step step) {
            thread = new Thread(() -> {
                try {
                    while (!enough) {
                        step.take();
                    }
                } catch (IOException pulledOut) {
                    // that is its end
                }
            });
            thread.setDaemon(true);
        }

        static Talk of(Step step) {
            Talk talk = new Talk(step);
            talk.thread.start();
            return talk;
        }

        boolean isGoingOn() {
            return thread.isAlive();
        }

        void end() throws InterruptedException {
            enough = true;
            thread.join();
        }
    }
}
