package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** Names of ports that are none, asked of jSerialComm itself; those that are one have tests with terminals of the kernel. */
class SerialPortsTest {
    @TempDir
    Path dev;

    @TempDir
    Path data;

    private SerialPorts ports;

    @BeforeEach
    void below() {
        ports = new SerialPorts(new JSerialComm(new SerialLibrary(data)), dev);
    }

    @Test
    void oneThatIsMissing() {
        fails("ttyUSB0", "%s is not there: the bus is not enabled or its adapter is unplugged");
    }

    /** jSerialComm would take /dev/null for it. */
    @Test
    void oneThatIsMissingThereIsNotTakenFromElsewhere() {
        fails("null", "%s is not there: the bus is not enabled or its adapter is unplugged");
    }

    @Test
    void aLinkThatLeadsNowhere() throws Exception {
        Files.createSymbolicLink(dev.resolve("serial0"), Path.of("ttyAMA0"));
        fails("serial0", "%s is not there: the bus is not enabled or its adapter is unplugged");
    }

    @Test
    void aPathThroughAFile() throws Exception {
        Files.createFile(dev.resolve("serial"));
        fails("serial/by-id/usb-1a86", "cannot open %s: Not a directory");
    }

    @Test
    void linksInACircle() throws Exception {
        Files.createSymbolicLink(dev.resolve("serial0"), Path.of("serial0"));
        assertThatThrownBy(() -> ports.open("serial0"))
                .isInstanceOf(BusException.class)
                .hasMessageStartingWith("cannot open " + dev.resolve("serial0") + ": ");
    }

    @Test
    void whatIsNoTerminal() throws Exception {
        Files.createFile(dev.resolve("ttyS0"));
        Files.createDirectory(dev.resolve("ttyS1"));
        Files.createSymbolicLink(dev.resolve("ttyS2"), Path.of("/dev/null"));
        fails("ttyS0", "cannot open %s: not the kind of device that its name says (ENOTTY)");
        fails("ttyS1", "cannot open %s: a directory (EISDIR)");
        fails("ttyS2", "cannot open %s: not the kind of device that its name says (ENOTTY)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            13 | no permission to open %s: add the user of this process to the group dialout (usermod -aG dialout NAME) and start it again
            11 | %s is held by another process
            16 | %s is held by another process
            2  | %s is in use by this process, perhaps under another name
            6  | %s is not there: the bus is not enabled or its adapter is unplugged
            24 | cannot open %s: errno 24
            """)
    void saysWhyItDoesNotOpen(int errno, String message) throws Exception {
        Path port = Files.createFile(dev.resolve("ttyS0"));
        BusException refusal = JSerialComm.refusal(port, port, errno);
        assertThat(refusal.fault()).isEqualTo(Fault.BUS);
        assertThat(refusal).hasMessage(String.format(message, port));
    }

    @Test
    void leavesNoFileOfTheLibraryBehind() throws Exception {
        oneThatIsMissing();
        whatIsNoTerminal();
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
    }

    private void fails(String device, String message) {
        assertThatThrownBy(() -> ports.open(device))
                .hasMessage(String.format(message, dev.resolve(device)))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUS));
    }
}
