package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** On directories, by real system calls; what a directory cannot fail with by those of a fake kernel. */
class SysfsFilesTest {
    private static final String DEVICE = "devices/platform/coretemp.0/hwmon/hwmon4";

    @TempDir
    Path root;

    private final FakeKernel fake = new FakeKernel();
    private SysfsFiles files;

    @BeforeEach
    void layOut() throws IOException {
        files = new SysfsFiles(new JnaKernel(), root);
        write("name", "coretemp\n");
        Files.createDirectories(root.resolve("class/hwmon"));
        Files.createSymbolicLink(root.resolve("class/hwmon/hwmon4"), Path.of("../..", DEVICE));
    }

    private void write(String file, String text) throws IOException {
        write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void write(String file, byte... bytes) throws IOException {
        Files.createDirectories(root.resolve(DEVICE));
        Files.write(root.resolve(DEVICE).resolve(file), bytes);
    }

    @Test
    void readsATextWithoutItsLineFeed() throws Exception {
        assertThat(files.read("class/hwmon/hwmon4/name")).isEqualTo("coretemp");
        write("temp1_label", "  Kern 0 °\n");
        assertThat(files.read(DEVICE + "/temp1_label")).isEqualTo("Kern 0 °");
        write("w1_slave", "50 05 : crc=1c YES\n50 05 t=85000\n");
        assertThat(files.read(DEVICE + "/w1_slave")).isEqualTo("50 05 : crc=1c YES\n50 05 t=85000");
    }

    @Test
    void takesAPageButNoMore() throws Exception {
        write("page", "x".repeat(4096));
        assertThat(files.read(DEVICE + "/page")).hasSize(4096);
        write("page", "x".repeat(4097));
        assertFault(() -> files.read(DEVICE + "/page"), Fault.CRC, DEVICE + "/page has more than 4096 bytes");
        write("page", new byte[1 << 20]);
        assertFault(() -> files.read(DEVICE + "/page"), Fault.CRC, DEVICE + "/page has more than 4096 bytes");
    }

    @Test
    void refusesWhatIsNoText() throws Exception {
        write("empty");
        assertFault(() -> files.read(DEVICE + "/empty"), Fault.CRC, DEVICE + "/empty is empty");
        write("empty", " \n");
        assertFault(() -> files.read(DEVICE + "/empty"), Fault.CRC, DEVICE + "/empty is empty");
        write("binary", (byte) 0xFF, (byte) 0xFE);
        assertFault(() -> files.read(DEVICE + "/binary"), Fault.CRC, DEVICE + "/binary is not a text");
        write("binary", (byte) 'a', (byte) 0, (byte) 'b');
        assertFault(() -> files.read(DEVICE + "/binary"), Fault.CRC, DEVICE + "/binary is not a text");
    }

    @Test
    void tellsWhatIsNotThere() {
        String why = " is not there: the kernel has no driver loaded for it, or no device";

        assertFault(() -> files.read("bus/w1/x"), Fault.BUS, "bus/w1/x" + why);
        assertFault(() -> files.list("bus/w1/devices"), Fault.BUS, "bus/w1/devices" + why);
        assertFault(() -> files.locate("bus/w1/devices"), Fault.BUS, "bus/w1/devices" + why);
        assertFault(() -> files.list(DEVICE + "/name"), Fault.BUS, DEVICE + "/name" + why);
    }

    @Test
    void listsInOrderAndFollowsLinks() throws Exception {
        write("temp1_input", "40000\n");
        write("temp10_input", "40000\n");

        assertThat(files.list("class/hwmon")).containsExactly("hwmon4");
        assertThat(files.list("class/hwmon/hwmon4")).containsExactly("name", "temp10_input", "temp1_input");
        assertThat(files.locate("class/hwmon/hwmon4")).isEqualTo(DEVICE);
    }

    @ParameterizedTest
    @CsvSource({
        "5, BUS, the controller failed without saying why (EIO)",
        "6, NACK, not acknowledged (ENXIO)",
        "61, NOT_READY, no value at present (ENODATA)",
        "110, TIMEOUT, the controller timed out (ETIMEDOUT)",
        "121, NACK, not acknowledged (EREMOTEIO)",
    })
    void saysWhatTheDriverFailedWith(int errno, Fault fault, String meaning) {
        Path file = root.resolve("temp1_input");
        fake.drivers.put(file.toString(), (request, block) -> -errno);

        assertFault(() -> new SysfsFiles(fake, root).read("temp1_input"), fault, "temp1_input: " + meaning);
        assertThat(fake.open()).isZero();
    }

    @Test
    void tellsPermissionAndDevicesThatGo() {
        fake.refusals.put(root.resolve("energy").toString(), 13);
        fake.drivers.put(root.resolve("gone").toString(), (request, block) -> -19);
        SysfsFiles faked = new SysfsFiles(fake, root);

        assertThatThrownBy(() -> faked.read("energy")).hasMessage("no permission to read " + root.resolve("energy"));
        assertFault(
                () -> faked.read("gone"),
                Fault.BUS,
                "gone is not there: the kernel has no driver loaded for it, or no device");
    }

    @Test
    void readsInPieces() throws Exception {
        ByteBuffer text = ByteBuffer.wrap("21500\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        fake.drivers.put(root.resolve("temp").toString(), (request, block) -> {
            int count = Math.min(4, text.remaining());
            for (int i = 0; i < count; i++) {
                block.put(text.get());
            }
            return count;
        });

        assertThat(new SysfsFiles(fake, root).read("temp")).isEqualTo("21500");
        assertThat(fake.open()).isZero();
    }

    private void assertFault(ThrowingCallable call, Fault fault, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(fault))
                .hasMessage(root + "/" + message);
    }
}
