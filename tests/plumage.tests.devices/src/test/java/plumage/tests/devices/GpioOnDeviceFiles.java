package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusProvider.GpioPort;
import plumage.bus.Fault;
import plumage.bus.GpioInput.Observation;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;
import plumage.bus.pi4j.DeviceBuses;

/** Input lines by real system calls, for Plumage and for Pi4J. */
class GpioOnDeviceFiles extends OnDeviceFiles {
    private static final String FILE = "/dev/gpiochip0";
    private static final int LINE = 1;
    private static final GpioSetup SETUP = new GpioSetup(Bias.PULL_UP, true, Edge.BOTH, Duration.ofMillis(50));
    private static final GpioSetup PULSES = new GpioSetup(Bias.PULL_DOWN, false, Edge.RISING, Duration.ZERO);

    private final GpioChipModel chip = new GpioChipModel("pinctrl-bcm2711", "ID_SDA", "GPIO1", "GPIO2");

    @BeforeEach
    void plugTheChip() throws Exception {
        files.put(FILE, chip);
        Files.createDirectories(sysfs.resolve("bus/gpio/devices/gpiochip0"));
        chip.level(LINE, true);
    }

    private GpioPort line(String bus) throws BusException {
        return (GpioPort) open(bus);
    }

    @Test
    void tellsLevelAndEdgesAsTheyWereAskedFor() throws BusException {
        try (GpioPort line = line("gpio-0.1")) {
            assertThat(chip.request(LINE)).isNull();
            assertThat(line.read(SETUP)).isEqualTo(new Observation(false, 0));
            // input, both edges, active low, pull-up
            assertThat(chip.request(LINE))
                    .isEqualTo(new GpioChipModel.Request(
                            1 << 2 | 1 << 4 | 1 << 5 | 1 << 1 | 1 << 8, 50_000, 0, "plumage"));
            chip.level(LINE, false);
            assertThat(line.read(SETUP)).isEqualTo(new Observation(true, 1));
            chip.level(LINE, true);
            chip.level(LINE, false);
            chip.level(LINE, true);
            assertThat(line.read(SETUP)).isEqualTo(new Observation(false, 3));
            assertThat(line.read(SETUP)).isEqualTo(new Observation(false, 0));
        }
        assertThat(chip.request(LINE)).isNull();
    }

    @Test
    void countsMoreEdgesThanTheKernelQueues() throws BusException {
        try (GpioPort line = line("gpio-0.1")) {
            line.read(PULSES);
            for (int pulses : new int[] {16, 17, 1, 10_000, 0, 15}) {
                chip.pulse(LINE, pulses);
                assertThat(line.read(PULSES)).isEqualTo(new Observation(true, pulses));
            }
        }
    }

    @Test
    void anotherSetupIsAnotherRequest() throws BusException {
        try (GpioPort line = line("gpio-0.1")) {
            line.read(PULSES);
            chip.pulse(LINE, 3);
            assertThat(line.read(SETUP).edges()).isZero(); // requested anew
            chip.level(LINE, false);
            assertThat(line.read(SETUP)).isEqualTo(new Observation(true, 1));
        }
    }

    @Test
    void findsALineByItsNameWhenItAppears() throws Exception {
        line("gpio/GPIO2").close();
        fails(() -> open("gpio/GPIO27"), "gpio/GPIO27: no line of this name; looked at gpiochip0");
        files.put("/dev/gpiochip3", new GpioChipModel("mcp23017", "GPIO27"));
        Files.createDirectory(sysfs.resolve("bus/gpio/devices/gpiochip3"));
        try (GpioPort line = line("gpio/GPIO27")) {
            assertThat(line.read(SETUP)).isEqualTo(new Observation(true, 0));
        }
    }

    @Test
    void oneLineHasOneUser() throws BusException {
        try (GpioPort same = line("gpio/GPIO1")) {
            try (GpioPort line = line("gpio-0.1")) {
                line.read(SETUP);
                fails(() -> same.read(SETUP), "gpio/GPIO1 is used by plumage (EBUSY)");
            }
            assertThat(same.read(SETUP)).isEqualTo(new Observation(false, 0));
        }
        chip.use(LINE, "w1");
        try (GpioPort line = line("gpio-0.1")) {
            fails(() -> line.read(SETUP), "gpio-0.1 is used by w1 (EBUSY)");
            chip.release(LINE);
            assertThat(line.read(SETUP)).isEqualTo(new Observation(false, 0));
        }
    }

    @Test
    void leavesAnOutputAlone() throws BusException {
        chip.output(LINE);
        try (GpioPort line = line("gpio-0.1")) {
            fails(
                    () -> line.read(SETUP),
                    "gpio-0.1 is an output, and something may be wired to it: make it an input by gpioget");
            assertThat(chip.request(LINE)).isNull();
        }
    }

    @Test
    void tellsWhatIsMissing() {
        fails(() -> open("gpio-0.3"), "/dev/gpiochip0 has no line 3: it has 3, from 0 on");
        fails(() -> open("gpio-4.1"), "/dev/gpiochip4 is not there; there are gpiochip0");
        files.refuse(FILE, 13);
        String permission = "no permission to open /dev/gpiochip0: add the user of this process to the group gpio"
                + " (usermod -aG gpio NAME) and start it again";
        fails(() -> open("gpio-0.1"), permission);
        fails(() -> open("gpio/GPIO1"), permission);
    }

    @Test
    void tellsAKernelThatIsTooOld() {
        chip.isOld();
        fails(() -> open("gpio-0.1"), "/dev/gpiochip0: input lines need Linux 5.10 or newer");
    }

    @Test
    void aChipThatIsPulledOutAndComesBack() throws BusException {
        try (GpioPort line = line("gpio-0.1")) {
            line.read(PULSES);
            chip.pulse(LINE, 5);
            files.remove(FILE);
            fails(() -> line.read(PULSES), "gpio-0.1: the adapter is gone (ENODEV)");
        }
        files.put(FILE, chip);
        try (GpioPort line = line("gpio-0.1")) {
            assertThat(line.read(PULSES)).isEqualTo(new Observation(true, 0));
            chip.pulse(LINE, 2);
            assertThat(line.read(PULSES)).isEqualTo(new Observation(true, 2));
        }
    }

    @Test
    void aThousandRequestsLeaveNoDescriptor() throws BusException {
        line("gpio-0.1").close();
        await(() -> files.open() == 0);
        long before = descriptors();
        for (int i = 0; i < 1000; i++) {
            GpioPort line = line("gpio-0.1");
            assertThat(line.read(i % 2 == 0 ? SETUP : PULSES).edges()).isZero();
            line.close();
            line.close();
        }
        await(() -> files.open() == 0 && descriptors() == before);
    }

    private DigitalInput input(PullResistance pull, long debounce) {
        Context pi4j = framework.pi4j();
        return pi4j.create(DigitalInput.newConfigBuilder(pi4j)
                .address(1)
                .pull(pull)
                .debounce(debounce)
                .build());
    }

    @Test
    void pi4jReadsTheSameLine() throws BusException {
        DigitalInput input = input(PullResistance.PULL_UP, 3000);
        assertThat(chip.request(LINE))
                .isEqualTo(new GpioChipModel.Request(1 << 2 | 1 << 4 | 1 << 5 | 1 << 8, 3000, 0, "pi4j"));
        assertThat(input.state()).isEqualTo(DigitalState.HIGH);
        chip.level(LINE, false);
        assertThat(input.state()).isEqualTo(DigitalState.LOW);
        try (GpioPort line = line("gpio-0.1")) {
            fails(() -> line.read(SETUP), "gpio-0.1 is used by pi4j (EBUSY)");
        }
        framework.pi4j().shutdown(input.id());
        assertThat(chip.request(LINE)).isNull();
    }

    @Test
    void pi4jsListenersHearEveryEdge() {
        List<DigitalState> heard = new CopyOnWriteArrayList<>();
        DigitalInput input = input(PullResistance.OFF, 0);
        input.addListener(event -> heard.add(event.state()));
        chip.level(LINE, false);
        chip.level(LINE, true);
        chip.level(LINE, false);
        await(() -> heard.size() == 3);
        assertThat(heard).containsExactly(DigitalState.LOW, DigitalState.HIGH, DigitalState.LOW);
        framework.pi4j().shutdown(input.id());
        chip.level(LINE, true);
        await(() -> !watches());
        assertThat(heard).hasSize(3);
    }

    @Test
    void aListenerMayGiveItsOwnLineBackAndTakeItAgain() {
        for (int i = 0; i < 100; i++) {
            List<DigitalState> heard = new CopyOnWriteArrayList<>();
            DigitalInput input = input(PullResistance.OFF, 0);
            input.addListener(event -> {
                framework.pi4j().shutdown(input.id());
                heard.add(event.state());
            });
            chip.level(LINE, i % 2 == 1);
            await(() -> heard.size() == 1);
        }
        await(() -> !watches());
    }

    @Test
    void pi4jIsToldWhyItGetsNoLine() throws BusException {
        try (GpioPort line = line("gpio-0.1")) {
            line.read(SETUP);
            assertThatThrownBy(() -> input(PullResistance.OFF, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessage("gpio-0.1 is used by plumage (EBUSY)");
            assertThatThrownBy(() -> input(PullResistance.OFF, -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("debounce -1 is not from 0 to 2147483647 microseconds");
        }
        assertThat(framework.pi4j().registry().all()).isEmpty();
        input(PullResistance.OFF, 0);
    }

    @Test
    void theThreadOfListenersSurvivesAChipThatIsPulledOut() {
        DigitalInput input = input(PullResistance.OFF, 0);
        files.put("/dev/gpiochip1", new GpioChipModel("other"));
        files.remove(FILE);
        assertThatThrownBy(input::state)
                .isInstanceOf(IOException.class)
                .hasMessage("gpio-0.1: the adapter is gone (ENODEV)");
        await(() -> !watches()); // there is nothing left to watch
        framework.pi4j().shutdown(input.id());
        files.put(FILE, chip);
        List<DigitalState> heard = new CopyOnWriteArrayList<>();
        input(PullResistance.OFF, 0).addListener(event -> heard.add(event.state()));
        chip.level(LINE, false);
        await(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(DigitalState.LOW);
    }

    @Test
    void stoppingTheBundleEndsTheThread() {
        input(PullResistance.OFF, 0);
        assertThat(watches()).isTrue();
        buses.stop();
        await(() -> !watches() && files.open() == 0);
        buses = new DeviceBuses(framework.bundle());
    }

    private static boolean watches() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("plumage-gpio-edges"));
    }

    private static void fails(ThrowingCallable call, String message) {
        assertThatThrownBy(call).hasMessage(message).isInstanceOfSatisfying(BusException.class, e -> assertThat(
                        e.fault())
                .isEqualTo(Fault.BUS));
    }
}
