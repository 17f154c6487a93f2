package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusProvider.I2cPort;
import plumage.tests.programs.Programs;

/** Debian's i2c-tools, which nobody here wrote, see the chips that Plumage sees. */
class I2cToolsOnDeviceFiles extends OnDeviceFiles {
    private record Result(int status, String output) {}

    @Test
    void i2cdetectSeesTheChips() throws Exception {
        assertThat(i2c("detect", "-y", "1")).isEqualTo(new Result(0, """
                     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f
                00:                         -- -- -- -- -- -- -- --\s
                10: -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --\s
                20: -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --\s
                30: -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --\s
                40: 40 -- -- -- -- -- -- -- -- -- -- -- -- -- -- --\s
                50: -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --\s
                60: -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --\s
                70: -- -- -- -- -- -- 76 --                        \s
                """));
    }

    @Test
    void i2cgetReadsAByteAWordAndABlock() throws Exception {
        assertThat(i2c("get", "-y", "1", "0x76", "0xd0")).isEqualTo(new Result(0, "0x61\n"));
        byte[] calibration = new byte[14];
        try (I2cPort bus = i2c()) {
            bus.transfer(BME680, new byte[] {(byte) 0xE1}, calibration);
        }
        StringBuilder block = new StringBuilder();
        for (byte b : calibration) {
            block.append(String.format(" 0x%02x", b));
        }
        assertThat(i2c("get", "-y", "1", "0x76", "0xe1", "i", "14"))
                .isEqualTo(new Result(0, block.substring(1) + "\n"));
        assertThat(i2c("get", "-y", "1", "0x76", "0xe1", "w"))
                .isEqualTo(new Result(0, String.format("0x%02x%02x\n", calibration[1], calibration[0])));
    }

    /** A Si7021 does not acknowledge a read before it was told to measure. */
    @Test
    void aReadThatIsNotAcknowledgedFails() throws Exception {
        assertThat(i2c("get", "-y", "1", "0x40")).isEqualTo(new Result(2, "Error: Read failed\n"));
    }

    @Test
    void i2csetWritesWhatPlumageReads() throws IOException, InterruptedException, BusException {
        assertThat(i2c("set", "-y", "1", "0x76", "0x72", "0x05")).isEqualTo(new Result(0, ""));
        byte[] ctrlHum = new byte[1];
        try (I2cPort bus = i2c()) {
            bus.transfer(BME680, new byte[] {0x72}, ctrlHum);
        }
        assertThat(ctrlHum).containsExactly(0x05);
    }

    @Test
    void i2ctransferSendsItsOwnMessages() throws Exception {
        assertThat(i2c("transfer", "-y", "1", "w1@0x76", "0xd0", "r1")).isEqualTo(new Result(0, "0x61\n"));
    }

    /** The library comes along in the environment. */
    private static Result i2c(String tool, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(Programs.find("i2c" + tool, "i2c-tools").toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
