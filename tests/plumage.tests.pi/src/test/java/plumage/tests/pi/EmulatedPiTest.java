package plumage.tests.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.bus.pi4j.RegisterBench;

/** The hub beside the kernel's own drivers, on chips that neither this project nor its authors wrote; then what goes wrong with real controllers. */
class EmulatedPiTest {
    private static final Comparison COMPARISON = new Comparison();

    @TempDir
    static Path folder;

    private static EmulatedPi pi;
    private static Mhz19b mhz19b;

    @BeforeAll
    static void boot() throws Exception {
        Path image = Files.write(folder.resolve("bme280"), Bme280Image.bytes());
        Path files = Files.createDirectory(folder.resolve("files"));
        putBench(files.resolve("opt/bench"));
        mhz19b = Mhz19b.listen(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        pi = EmulatedPi.boot(
                files,
                List.of(
                        "-serial", mhz19b.chardev(),
                        "-device", "tmp105,bus=i2c-bus.1,address=0x48,id=desk",
                        "-device", "tmp105,bus=i2c-bus.1,address=0x49,id=reference",
                        "-device", "emc1413,bus=i2c-bus.1,address=0x4c,id=emc1413",
                        "-device", "tmp421,bus=i2c-bus.1,address=0x4e,id=tmp421",
                        "-device", "dps310,bus=i2c-bus.1,address=0x76",
                        "-drive", "if=none,id=bme280,format=raw,file=" + image,
                        "-device", "at24c-eeprom,bus=i2c-bus.1,address=0x77,rom-size=512,address-size=1,drive=bme280",
                        "-device", "pca9548,bus=i2c-bus.1,address=0x70,id=mux",
                        "-device", "tmp105,bus=i2c.0,address=0x4a,id=channel0",
                        "-device", "tmp105,bus=i2c.2,address=0x4a,id=channel2"));
        COMPARISON.figure(String.format(
                "%.0f s from power-on to the first page; %s; resident: %s",
                pi.seconds(),
                pi.run("uname -sr; java -version 2>&1 | grep Server").replace('\n', ' '),
                pi.run("grep VmRSS /proc/$(pidof java)/status").replaceAll("\\s+", " ")));
    }

    @AfterAll
    static void end() throws Exception {
        if (pi != null) {
            COMPARISON.write();
            pi.close();
        }
    }

    @AfterEach
    void clear() throws Exception {
        pi.clear();
    }

    private static String temperature(String sensor) {
        return "sensor_temperature_celsius{sensor=\"" + sensor + "\",}";
    }

    private static String up(String sensor) {
        return "sensor_up{sensor=\"" + sensor + "\",}";
    }

    private static void awaitError(String sensor, String reason) throws Exception {
        String series = "sensor_read_errors_total{sensor=\"" + sensor + "\",reason=\"" + reason + "\",}";
        pi.await(series, () -> pi.sample(series).orElse(0) > 0);
        pi.awaitSample(up(sensor), 0);
    }

    private static void awaitLog(String message) throws Exception {
        pi.await("logged: " + message, () -> pi.log().contains(message));
    }

    @Test
    void readsATmp105WhileItsTemperatureChanges() throws Exception {
        pi.configure("tmp102-desk", "bus = i2c-1", "address = 0x48", "interval = 500ms");
        pi.bind("i2c-1", "tmp105", 0x49);
        long[] given = {23_562, 24_875, 125_000, 63, 0, -62, -12_250, -25_062, -55_000};
        // QEMU cuts to 1/256 towards 0, the chip to 1/16 towards minus infinity
        double[] celsius = {23.5, 24.875, 125, 0.0625, 0, -0.0625, -12.25, -25.0625, -55};
        for (int i = 0; i < given.length; i++) {
            pi.set("desk", "temperature", given[i]);
            pi.set("reference", "temperature", given[i]);
            pi.awaitSample(temperature("tmp102-desk"), celsius[i]);
            double kernel = pi.kernel("1-0049/hwmon/*/temp1_input");
            assertThat(kernel).isEqualTo(Math.floor(celsius[i] * 1000));
            COMPARISON.row("tmp105, degrees Celsius", given[i] + " m°C", celsius[i], kernel / 1000);
        }
    }

    @Test
    void readsChipsOfOneAddressBehindAMultiplexer() throws Exception {
        pi.set("channel0", "temperature", 10_500);
        pi.set("channel2", "temperature", -12_250);
        pi.configure("tmp102-first", "bus = i2c-1/0x70.0", "address = 0x4a", "interval = 500ms");
        pi.configure("tmp102-third", "bus = i2c-1/0x70.2", "address = 0x4a", "interval = 500ms");
        pi.awaitSample(temperature("tmp102-first"), 10.5);
        pi.awaitSample(temperature("tmp102-third"), -12.25);
        pi.set("channel0", "temperature", -40_000);
        pi.awaitSample(temperature("tmp102-first"), -40);
        assertThat(pi.sample(temperature("tmp102-third"))).hasValue(-12.25);
        pi.await("deselected behind each transfer", () -> pi.run("i2cget -y 1 0x70")
                .equals("0x00"));

        // the kernel takes the multiplexer, and its channels are buses of their own
        pi.bind("i2c-1", "pca9548", 0x70);
        awaitError("tmp102-first", "bus");
        awaitError("tmp102-third", "bus");
        awaitLog("i2c-1 0x70 belongs to the kernel's driver pca954x");
        String bus = pi.run("basename $(readlink /sys/bus/i2c/devices/1-0070/channel-0)");
        pi.configure("tmp102-kernels", "bus = " + bus, "address = 0x4a", "interval = 500ms");
        pi.awaitSample(temperature("tmp102-kernels"), -40);
        String other = pi.run("basename $(readlink /sys/bus/i2c/devices/1-0070/channel-2)");
        pi.bind(other, "tmp105", 0x4A);
        double kernel = pi.kernel(other.substring("i2c-".length()) + "-004a/hwmon/*/temp1_input");
        assertThat(kernel).isEqualTo(-12_250);
        COMPARISON.row("tmp105 on channel 2 of a pca9548", "-12250 m°C", -12.25, kernel / 1000);
        pi.unbind(other, 0x4A);

        pi.unbind("i2c-1", 0x70);
        pi.awaitSample(up("tmp102-first"), 1);
        pi.awaitSample(up("tmp102-third"), 1);
        awaitError("tmp102-kernels", "bus");
    }

    @Test
    void readsTheRegistersOfABme280() throws Exception {
        // the data sheet's example, then a winter's day by its formulas in double precision, computed apart
        compareBme280("the image", 25.08247793081682, 100653.26677582515, 0.3911612548272594);
        setBme280(0xFD, 0x6D, 0x60); // adc_H is 28000
        setBme280(0xF7, 0x58, 0x00, 0x00); // adc_P is 360448
        setBme280(
                0xFB, 0x00,
                0x00); // adc_T is 401408; its high byte last, so that nothing else changes when the temperature is
        // there
        setBme280(0xFA, 0x62);
        compareBme280("other codes", -12.198643952608109, 103866.81626513398, 0.44152401651961865);
    }

    private static void compareBme280(String given, double celsius, double pascals, double ratio) throws Exception {
        pi.configure("bme280-office", "bus = i2c-1", "address = 0x77", "interval = 500ms");
        pi.awaitSample(temperature("bme280-office"), celsius);
        pi.awaitSample("sensor_pressure_pascals{sensor=\"bme280-office\",}", pascals);
        pi.awaitSample("sensor_relative_humidity_ratio{sensor=\"bme280-office\",}", ratio);
        pi.forget("bme280-office");
        pi.bind("i2c-1", "bme280", 0x77);
        double kernelCelsius = pi.kernel("1-0077/iio:device*/in_temp_input") / 1000;
        double kernelPascals = pi.kernel("1-0077/iio:device*/in_pressure_input") * 1000;
        double kernelPercent = pi.kernel("1-0077/iio:device*/in_humidityrelative_input") / 1000;
        pi.unbind("i2c-1", 0x77);
        // the kernel's formulas are those in whole numbers: hundredths of a degree, 1/256 Pa, 1/1024 %; their last
        // steps are not what theirs are worth
        assertThat(kernelCelsius).isCloseTo(celsius, within(0.01));
        assertThat(kernelPascals).isCloseTo(pascals, within(0.1));
        assertThat(kernelPercent).isCloseTo(ratio * 100, within(0.01));
        COMPARISON.row("BME280, degrees Celsius", given, celsius, kernelCelsius);
        COMPARISON.row("BME280, pascals", given, pascals, kernelPascals);
        COMPARISON.row("BME280, percent", given, ratio * 100, kernelPercent);
    }

    /** Both halves of the memory: which one a register is in depends on the register used before, see {@link Bme280Image}. */
    private static void setBme280(int register, int... values) throws Exception {
        for (int i = 0; i < values.length; i++) {
            String set = String.format("i2cset -y 1 0x77 0x%02x 0x%02x", register + i, values[i]);
            pi.run("i2cget -y 1 0x77 0; " + set + "; i2cget -y 1 0x77 1; " + set);
        }
    }

    @Test
    void readsWhatTheKernelsDriversMeasure() throws Exception {
        pi.bind("i2c-1", "emc1413", 0x4C);
        pi.bind("i2c-1", "tmp421", 0x4E);
        pi.bind("i2c-1", "dps310", 0x76);
        pi.configure("hwmon-case", "bus = hwmon/emc1413", "interval = 500ms");
        pi.configure("hwmon-rack", "bus = hwmon/tmp421@1-004e", "interval = 500ms");
        pi.configure("iio-outdoors", "bus = iio/dps310", "interval = 500ms");
        pi.configure("thermal-soc", "bus = thermal/cpu-thermal", "interval = 500ms");

        // this kernel's driver takes no fractions and no negatives of an emc1413; of a tmp421 QEMU cuts half a step too
        // much
        compareHwmon("emc1413", "hwmon-case", "1-004c", 1, 33_000, 33);
        compareHwmon("emc1413", "hwmon-case", "1-004c", 2, 85_000, 85);
        compareHwmon("emc1413", "hwmon-case", "1-004c", 2, 21_000, 21);
        compareHwmon("tmp421", "hwmon-rack", "1-004e", 1, 31_001, 31);
        compareHwmon("tmp421", "hwmon-rack", "1-004e", 2, -5062, -5.063);
        compareHwmon("tmp421", "hwmon-rack", "1-004e", 2, 40_501, 40.5);

        double celsius = pi.kernel("1-0076/iio:device*/in_temp_input") / 1000;
        double pascals = pi.kernel("1-0076/iio:device*/in_pressure_input") * 1000;
        pi.awaitSample(temperature("iio-outdoors"), celsius);
        pi.awaitSample("sensor_pressure_pascals{sensor=\"iio-outdoors\",}", pascals);
        COMPARISON.row("DPS310, degrees Celsius", "QEMU's own", celsius, celsius);
        COMPARISON.row("DPS310, pascals", "QEMU's own", pascals, pascals);

        double zone = Double.parseDouble(pi.run("cat /sys/class/thermal/thermal_zone0/temp")) / 1000;
        pi.awaitSample(temperature("thermal-soc"), zone);
        COMPARISON.row("processor, degrees Celsius", "QEMU's own", zone, zone);
    }

    private static void compareHwmon(String chip, String sensor, String place, int channel, long given, double celsius)
            throws Exception {
        pi.set(chip, "temperature" + (channel - 1), given);
        String series = "sensor_temperature_celsius{sensor=\"" + sensor + "\",channel=\"temp" + channel + "\",}";
        pi.awaitSample(series, celsius);
        double kernel = pi.kernel(place + "/hwmon/*/temp" + channel + "_input") / 1000;
        assertThat(kernel).isEqualTo(celsius);
        COMPARISON.row(chip + " temp" + channel + ", degrees Celsius", given + " m°C", celsius, kernel);
    }

    /** ttyS1 is the mini UART, the {@code /dev/serial0} of a Pi 3B. */
    @Test
    void talksToASensorOnASerialPort() throws Exception {
        String ppm = "sensor_co2_ppm{sensor=\"mhz19b-classroom\",}";
        mhz19b.set(Mhz19b.Answer.RIGHT, 666);
        pi.configure("mhz19b-classroom", "bus = /dev/ttyS1", "interval = 1s");
        pi.awaitSample(ppm, 666);
        assertThat(mhz19b.heard()).containsOnly("ff0186000000000079");
        mhz19b.set(Mhz19b.Answer.RIGHT, 1850);
        pi.awaitSample(ppm, 1850);
        COMPARISON.row("CO2 on ttyS1, ppm", "1850 ppm", 1850, "(no driver)");
        mhz19b.set(Mhz19b.Answer.DAMAGED, 700);
        awaitError("mhz19b-classroom", "crc");
        mhz19b.set(Mhz19b.Answer.NONE, 700);
        awaitError("mhz19b-classroom", "timeout");
        pi.await("expired", () -> pi.sample(ppm).isEmpty());
        mhz19b.set(Mhz19b.Answer.RIGHT, 700);
        pi.awaitSample(ppm, 700);
        pi.awaitSample(up("mhz19b-classroom"), 1);
    }

    /** QEMU's DPS310 reads FF where a BMP280 has its identification. */
    @Test
    void refusesAnotherChip() throws Exception {
        pi.configure("bmp280-wrong", "bus = i2c-1", "address = 0x76", "interval = 500ms");
        awaitError("bmp280-wrong", "identity");
        awaitLog("bmp280-wrong: cannot be read (identity): chip_id is 0xff");
    }

    @Test
    void tellsAnAbsentChip() throws Exception {
        pi.configure("mcp9808-absent", "bus = i2c-1", "address = 0x18", "interval = 500ms");
        awaitError("mcp9808-absent", "nack");
        awaitLog("mcp9808-absent: cannot be read (nack): i2c-1 0x18: not acknowledged (EREMOTEIO)");
    }

    @Test
    void leavesAChipToTheKernelsDriver() throws Exception {
        pi.set("desk", "temperature", 19_000);
        pi.configure("tmp102-owned", "bus = i2c-1", "address = 0x48", "interval = 500ms");
        pi.awaitSample(temperature("tmp102-owned"), 19);
        pi.bind("i2c-1", "tmp105", 0x48);
        awaitError("tmp102-owned", "bus");
        awaitLog(
                "tmp102-owned: cannot be read (bus): i2c-1 0x48 belongs to the kernel's driver lm75: read it there, or take its"
                        + " overlay out of the device tree");
        pi.await("expired", () -> pi.sample(temperature("tmp102-owned")).isEmpty());
        pi.set("desk", "temperature", 20_000);
        pi.unbind("i2c-1", 0x48);
        pi.awaitSample(temperature("tmp102-owned"), 20);
    }

    /** Somebody else selects a channel of the multiplexer, and its chip is there; another one, and the chip is another. */
    @Test
    void healsWhenAChipIsPluggedInAgain() throws Exception {
        pi.set("channel0", "temperature", 10_500);
        pi.set("channel2", "temperature", -12_250);
        pi.configure("tmp102-plugged", "bus = i2c-1", "address = 0x4a", "interval = 500ms");
        awaitError("tmp102-plugged", "nack");
        pi.run("i2cset -y 1 0x70 0x01");
        pi.awaitSample(temperature("tmp102-plugged"), 10.5);
        pi.awaitSample(up("tmp102-plugged"), 1);
        pi.run("i2cset -y 1 0x70 0x00");
        pi.awaitSample(up("tmp102-plugged"), 0);
        pi.await("expired", () -> pi.sample(temperature("tmp102-plugged")).isEmpty());
        pi.run("i2cset -y 1 0x70 0x04");
        pi.awaitSample(temperature("tmp102-plugged"), -12.25);
        pi.awaitSample(up("tmp102-plugged"), 1);
    }

    /** The kernel waits in {@code unbind} until nobody has the bus open: the hub must close it of its own accord. */
    @Test
    void survivesTheControllerBeingUnbound() throws Exception {
        String controller = pi.run("basename $(readlink -f /sys/bus/i2c/devices/i2c-1/..)");
        String driver = "/sys/bus/platform/drivers/i2c-bcm2835/";
        pi.set("desk", "temperature", 21_500);
        pi.set("channel2", "temperature", -12_250);
        pi.bind("i2c-1", "tmp105", 0x49);
        pi.set("reference", "temperature", 22_500);
        pi.configure("tmp102-desk", "bus = i2c-1", "address = 0x48", "interval = 500ms");
        pi.configure("tmp102-third", "bus = i2c-1/0x70.2", "address = 0x4a", "interval = 500ms");
        pi.configure("hwmon-reference", "bus = hwmon/tmp105", "interval = 500ms");
        pi.configure("thermal-soc", "bus = thermal/cpu-thermal", "interval = 500ms");
        String reference = "sensor_temperature_celsius{sensor=\"hwmon-reference\",channel=\"temp1\",}";
        pi.awaitSample(temperature("tmp102-desk"), 21.5);
        pi.awaitSample(temperature("tmp102-third"), -12.25);
        pi.awaitSample(reference, 22.5);
        pi.awaitSample(up("thermal-soc"), 1);

        pi.run("echo " + controller + " > " + driver + "unbind; ! test -e /dev/i2c-1");
        awaitError("tmp102-desk", "bus");
        awaitError("tmp102-third", "bus");
        awaitError("hwmon-reference", "bus");
        awaitLog("/dev/i2c-1 is not there: the bus is not enabled or its adapter is unplugged");
        pi.await("expired", () -> !pi.page().contains("sensor_temperature_celsius{sensor=\"tmp102"));
        assertThat(pi.sample(up("thermal-soc"))).hasValue(1);

        pi.run("echo " + controller + " > " + driver + "bind; test -e /dev/i2c-1");
        pi.set("desk", "temperature", -3_000);
        pi.bind("i2c-1", "tmp105", 0x49);
        pi.awaitSample(temperature("tmp102-desk"), -3);
        pi.awaitSample(temperature("tmp102-third"), -12.25);
        pi.awaitSample(reference, 22.5);
        awaitLog("Troubles: i2c-1 works again");
        assertThat(pi.run("ls -l /proc/$(pidof java)/fd | grep -c /dev/i2c-1")).isEqualTo("1");
    }

    /** It has no clock of its own: the time of day jumps by decades when the network tells it. */
    @Test
    void survivesAClockThatIsSet() throws Exception {
        pi.configure("tmp102-desk", "bus = i2c-1", "address = 0x48", "interval = 500ms");
        pi.set("desk", "temperature", 17_000);
        pi.awaitSample(temperature("tmp102-desk"), 17);
        long now = Long.parseLong(pi.run("date +%s")) + 50L * 365 * 24 * 60 * 60;
        pi.run("date -s @" + now);
        pi.await(
                "a reading of the new time",
                () -> pi.sample("sensor_last_success_timestamp_seconds{sensor=\"tmp102-desk\",}")
                                .orElse(0)
                        >= now);
        assertThat(pi.sample(temperature("tmp102-desk"))).hasValue(17);
        pi.set("desk", "temperature", 18_000);
        pi.awaitSample(temperature("tmp102-desk"), 18);
        pi.configure("tmp102-later", "bus = i2c-1", "address = 0x49", "interval = 500ms");
        pi.awaitSample(up("tmp102-later"), 1);
        assertThat(pi.page()).doesNotContainPattern("sensor_read_errors_total\\{sensor=\"tmp102-desk\"[^}]*} [^0]");
    }

    /** Reported, not judged; that each value is right is. */
    @Test
    void timesTheReadingOfARegister() throws Exception {
        pi.run("i2cset -y 1 0x48 0x01 0x60"); // its configuration
        String output = pi.run("java -Xmx24m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/bench:/opt/bench/*'"
                + " plumage.bus.pi4j.RegisterBench 1 " + 0x48 + " 1 " + 0x60);
        double ours = micros(output, "ours");
        double linuxfs = micros(output, "linuxfs");
        COMPARISON.figure(String.format(
                "a register through Pi4J: %.1f us by Plumage's provider, %.1f us by Pi4J's linuxfs: %.2f of it",
                ours, linuxfs, ours / linuxfs));
    }

    private static double micros(String output, String provider) {
        Matcher line = Pattern.compile("^" + provider + " ([0-9.]+)$", Pattern.MULTILINE)
                .matcher(output);
        assertThat(line.find()).as(output).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static void putBench(Path bench) throws Exception {
        String benchClass = "plumage/bus/pi4j/RegisterBench.class";
        Files.createDirectories(bench.resolve(benchClass).getParent());
        Files.copy(Path.of("target/test-classes", benchClass), bench.resolve(benchClass));
        for (Class<?> type : RegisterBench.NEEDS) {
            Path jar = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Files.copy(jar, bench.resolve(jar.getFileName()));
        }
    }
}
