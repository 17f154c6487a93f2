package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.GpioInput.Observation;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;

/** Input lines on a kernel whose chips are fakes: finding, requesting, counting, and every way in which that fails. */
class GpioFileTest {
    private static final GpioSetup SETUP = new GpioSetup(Bias.PULL_UP, true, Edge.BOTH, Duration.ofMillis(50));
    private static final GpioSetup OTHER = new GpioSetup(Bias.PULL_DOWN, false, Edge.RISING, Duration.ZERO);

    @TempDir
    Path sysfs;

    private final FakeKernel kernel = new FakeKernel();
    private final FakeGpioChip header =
            new FakeGpioChip(kernel, "/dev/gpiochip0", "ID_SDA", "ID_SCL", "GPIO2", "GPIO3", "NC", "NC");
    private final FakeGpioChip expander = new FakeGpioChip(kernel, "/dev/gpiochip10", "", "BT_ON", "NC");
    private GpioChips chips;

    @BeforeEach
    void layOut() throws IOException {
        chips = new GpioChips(kernel, Path.of("/dev"), sysfs);
        appear("gpiochip0");
        appear("gpiochip10");
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(kernel.open()).isZero();
    }

    private void appear(String chip) throws IOException {
        Files.createDirectories(sysfs.resolve("bus/gpio/devices").resolve(chip));
    }

    private GpioFile open(String bus) throws BusException {
        return chips.open(BusName.parse(bus));
    }

    @Test
    void asksForEdgesWhenItIsFirstRead() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            assertThat(header.requester).isEmpty();
            assertThat(line.read(SETUP)).isEqualTo(new Observation(false, 0));
            assertThat(header.requester).isEqualTo("plumage");
            // input, both edges, active low, pull-up
            assertThat(header.requestedFlags).isEqualTo(1 << 2 | 1 << 4 | 1 << 5 | 1 << 1 | 1 << 8);
            assertThat(header.debounceMicros).isEqualTo(50_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"AS_IS, FALLING, 36", "PULL_UP, RISING, 276", "PULL_DOWN, RISING, 532", "DISABLED, RISING, 1044"})
    void setsTheLineUpAsWanted(Bias bias, Edge edge, long flags) throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            line.read(new GpioSetup(bias, false, edge, Duration.ZERO));
            assertThat(header.requestedFlags).isEqualTo(flags);
            assertThat(header.debounceMicros).isZero();
        }
    }

    @Test
    void countsEdgesBetweenReadings() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            line.read(SETUP);
            assertThat(line.read(SETUP)).isEqualTo(new Observation(false, 0));
            header.edges(3);
            header.active = true;
            assertThat(line.read(SETUP)).isEqualTo(new Observation(true, 3));
            assertThat(line.read(SETUP)).isEqualTo(new Observation(true, 0));
        }
    }

    @Test
    void countsWhatTheQueueLost() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            line.read(SETUP);
            header.edges(1_000_003);
            assertThat(line.read(SETUP).edges()).isEqualTo(1_000_003);
            header.edges(17);
            assertThat(line.read(SETUP).edges()).isEqualTo(17);
        }
    }

    @Test
    void countsOverTheEndOfTheNumbers() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            line.read(SETUP);
            header.seqno(-3);
            header.edges(1);
            assertThat(line.read(SETUP).edges()).isEqualTo(4_294_967_294L);
            header.edges(5);
            assertThat(line.read(SETUP).edges()).isEqualTo(5);
        }
    }

    @Test
    void anotherSetupIsAnotherRequest() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            line.read(SETUP);
            header.edges(2);
            assertThat(line.read(OTHER).edges()).isZero();
            assertThat(header.requestedFlags).isEqualTo(1 << 2 | 1 << 4 | 1 << 9);
            header.edges(2);
            assertThat(line.read(OTHER).edges()).isEqualTo(2);
            assertThat(kernel.open()).isEqualTo(2); // the chip and the one line
        }
    }

    @Test
    void findsALineByItsName() throws BusException {
        try (GpioFile line = open("gpio/BT_ON")) {
            expander.active = true;
            assertThat(line.read(SETUP).active()).isTrue();
        }
    }

    @Test
    void aNameMayAppearLater() throws Exception {
        fails(
                () -> open("gpio/GPIO17"),
                Fault.BUS,
                "gpio/GPIO17: no line of this name; looked at gpiochip0, gpiochip10");
        new FakeGpioChip(kernel, "/dev/gpiochip4", "GPIO17");
        appear("gpiochip4");
        open("gpio/GPIO17").close();
    }

    @Test
    void severalLinesOfOneNameAreNamed() {
        fails(
                () -> open("gpio/NC"),
                Fault.BUS,
                "gpio/NC: several lines have this name: gpio-0.4, gpio-0.5, gpio-10.2; take one of these instead");
    }

    @Test
    void aChipThatMayNotBeReadIsNoReasonNotToFindALine() throws BusException {
        kernel.refusals.put("/dev/gpiochip0", 13);
        open("gpio/BT_ON").close();
        fails(
                () -> open("gpio/GPIO2"),
                Fault.BUS,
                "no permission to open /dev/gpiochip0: add the user of this process to the group gpio (usermod -aG gpio"
                        + " NAME) and start it again");
    }

    @Test
    void namesWhatIsThereInsteadOfAnAbsentChipOrLine() throws IOException {
        fails(() -> open("gpio-4.17"), Fault.BUS, "/dev/gpiochip4 is not there; there are gpiochip0, gpiochip10");
        fails(() -> open("gpio-0.6"), Fault.BUS, "/dev/gpiochip0 has no line 6: it has 6, from 0 on");
        Files.delete(sysfs.resolve("bus/gpio/devices/gpiochip0"));
        Files.delete(sysfs.resolve("bus/gpio/devices/gpiochip10"));
        fails(
                () -> open("gpio-4.17"),
                Fault.BUS,
                "/dev/gpiochip4 is not there: the bus is not enabled or its adapter is unplugged");
        fails(
                () -> open("gpio/GPIO17"),
                Fault.BUS,
                "gpio/GPIO17: there is no GPIO chip in " + sysfs.resolve("bus/gpio/devices"));
    }

    @Test
    void namesWhoUsesALine() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            header.flags = 1 | 1 << 3; // used, output
            header.refusal = 16;
            header.consumer = "spi0 CS\n1";
            fails(() -> line.read(SETUP), Fault.BUS, "gpio-0.3 is used by spi0 CS?1 (EBUSY)");
            header.consumer = "";
            fails(() -> line.read(SETUP), Fault.BUS, "gpio-0.3 is used by somebody who gives no name (EBUSY)");
            header.flags = 0;
            header.refusal = 0;
            assertThat(line.read(SETUP)).isEqualTo(new Observation(false, 0));
        }
    }

    @Test
    void leavesAnOutputAlone() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            header.flags = 1 << 3;
            fails(
                    () -> line.read(SETUP),
                    Fault.BUS,
                    "gpio-0.3 is an output, and something may be wired to it: make it an input by gpioget");
            assertThat(header.requester).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6  | its chip has no interrupt that would tell edges (ENXIO)
            19 | the adapter is gone (ENODEV)
            22 | the driver refuses such a transfer (EINVAL)
            24 | errno 24
            """)
    void saysWhyALineIsRefused(int errno, String why) throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            header.refusal = errno;
            fails(() -> line.read(SETUP), Fault.BUS, "gpio-0.3: " + why);
        }
    }

    @Test
    void tellsAKernelThatIsTooOld() {
        header.old = true;
        fails(() -> open("gpio-0.3"), Fault.BUS, "/dev/gpiochip0: input lines need Linux 5.10 or newer");
    }

    @Test
    void tellsAFileThatIsNoChip() {
        kernel.drivers.put("/dev/gpiochip0", (request, block) -> -25);
        fails(() -> open("gpio-0.3"), Fault.BUS, "/dev/gpiochip0: not the kind of device that its name says (ENOTTY)");
    }

    @Test
    void tellsAChipThatWasUnplugged() throws BusException {
        try (GpioFile line = open("gpio-0.3")) {
            line.read(SETUP);
            header.gone = 19;
            fails(() -> line.read(SETUP), Fault.BUS, "gpio-0.3: the adapter is gone (ENODEV)");
        }
    }

    private static void fails(ThrowingCallable call, Fault fault, String message) {
        assertThatThrownBy(call).hasMessage(message).isInstanceOfSatisfying(BusException.class, e -> assertThat(
                        e.fault())
                .isEqualTo(fault));
    }
}
