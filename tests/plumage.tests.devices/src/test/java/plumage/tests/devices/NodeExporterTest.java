package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumage.tests.devices.OnDeviceFiles.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.Programs;

/** Prometheus' own exporter, by other people, reads the same {@code /sys} as the hub. */
class NodeExporterTest {
    /** By its name for a piece of hardware what the sensor on it is called here. */
    private static final Map<String, String> CHIPS =
            Map.of("platform_nct6775_656", "board", "platform_coretemp_0", "processor");

    private static final Map<String, String> FAMILIES = Map.of(
            "node_hwmon_temp_celsius", "sensor_temperature_celsius",
            "node_hwmon_in_volts", "sensor_voltage_volts",
            "node_hwmon_curr_amps", "sensor_current_amperes",
            "node_hwmon_power_watt", "sensor_power_watts",
            "node_hwmon_power_average_watt", "sensor_power_watts",
            "node_hwmon_humidity", "sensor_relative_humidity_ratio",
            "node_hwmon_fan_rpm", "sensor_fan_speed_rpm");

    private static final Pattern HWMON =
            Pattern.compile("(?<family>\\w+)\\{chip=\"(?<chip>\\w+)\",sensor=\"(?<sensor>\\w+)\"}");
    private static final Pattern LABEL = Pattern.compile(
            "node_hwmon_sensor_label\\{chip=\"(?<chip>\\w+)\",label=\"(?<label>[^\"]+)\",sensor=\"(?<sensor>\\w+)\"}");

    @TempDir
    private static Path directory;

    private static HubFramework hub;
    private static Process exporter;
    private static Map<String, Double> theirs = Map.of();
    private static Map<String, Double> ours = Map.of();

    @BeforeAll
    static void start() throws Exception {
        Path program = Programs.find("prometheus-node-exporter", "prometheus-node-exporter");
        Path sys = directory.resolve("sys");
        chip(
                sys,
                0,
                "platform/nct6775.656",
                "nct6779",
                Map.ofEntries(
                        Map.entry("temp1_input", "41500"),
                        Map.entry("temp1_label", "SYSTIN"),
                        Map.entry("temp2_input", "-12250"),
                        Map.entry("temp3_input", "127000"),
                        Map.entry("temp3_fault", "1"),
                        Map.entry("in0_input", "1016"),
                        Map.entry("in1_input", "3312"),
                        Map.entry("curr1_input", "1500"),
                        Map.entry("power1_input", "2500000"),
                        Map.entry("power2_average", "1250000"),
                        Map.entry("humidity1_input", "39113"),
                        Map.entry("fan1_input", "1240")));
        chip(
                sys,
                1,
                "platform/coretemp.0",
                "coretemp",
                Map.of(
                        "temp1_input",
                        "52000",
                        "temp1_label",
                        "Package id 0",
                        "temp2_input",
                        "49000",
                        "temp2_label",
                        "Core 0"));
        for (int i = 0; i < 3; i++) {
            chip(sys, 2 + i, "pci0000:00/0000:01:00.0/phy0", "mt7996_phy0." + i, Map.of("temp1_input", 61 + i + "000"));
        }
        Path zone = Files.createDirectories(sys.resolve("devices/virtual/thermal/thermal_zone0"));
        Files.createSymbolicLink(
                Files.createDirectories(sys.resolve("class/thermal")).resolve("thermal_zone0"), zone);
        Files.writeString(zone.resolve("type"), "cpu-thermal\n");
        Files.writeString(zone.resolve("temp"), "48312\n");
        Files.writeString(zone.resolve("policy"), "step_wise\n"); // which it wants too

        exporter(program, sys);
        hub = new HubFramework(directory.resolve("hub"), Map.of("plumage.sysfs", sys.toString()));
        hub.configure("hwmon-1", "name=board\nbus=hwmon/nct6779\n");
        hub.configure("hwmon-2", "name=processor\nbus=hwmon/coretemp\n");
        for (int i = 0; i < 3; i++) {
            hub.configure("hwmon-phy" + i, "name=phy" + i + "\nbus=hwmon/mt7996_phy0." + i + "\n");
        }
        hub.configure("thermal-1", "name=zone\nbus=thermal/cpu-thermal\n");
        await(() -> {
            ours = hub.scrape();
            return ours.entrySet().stream()
                            .filter(sample -> sample.getKey().startsWith("sensor_up{") && sample.getValue() == 1)
                            .count()
                    == 6;
        });
    }

    /** As the kernel arranges it: the class has links to where the hardware is. */
    private static void chip(Path sys, int number, String place, String name, Map<String, String> files)
            throws IOException {
        Path chip = Files.createDirectories(sys.resolve("devices/" + place + "/hwmon/hwmon" + number));
        Files.createSymbolicLink(
                Files.createDirectories(sys.resolve("class/hwmon")).resolve("hwmon" + number), chip);
        Files.createSymbolicLink(chip.resolve("device"), sys.resolve("devices/" + place));
        Files.writeString(chip.resolve("name"), name + "\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(chip.resolve(file.getKey()), file.getValue() + "\n");
        }
    }

    private static void exporter(Path program, Path sys) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        exporter = new ProcessBuilder(
                        program.toString(),
                        "--path.sysfs=" + sys,
                        "--collector.disable-defaults",
                        "--collector.hwmon",
                        "--collector.thermal_zone",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("exporter.log").toFile())
                .start();
        await(() -> {
            try {
                theirs = HubFramework.samples(URI.create("http://127.0.0.1:" + port + "/metrics"));
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        if (exporter != null) {
            exporter.destroyForcibly().waitFor();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void everyValueIsTheSame() {
        Map<String, String> labels = new HashMap<>();
        theirs.keySet().stream()
                .map(LABEL::matcher)
                .filter(Matcher::matches)
                .forEach(label -> labels.put(label.group("chip") + label.group("sensor"), label.group("label")));
        Map<String, Double> expected = new TreeMap<>();
        theirs.forEach((sample, value) -> {
            Matcher hwmon = HWMON.matcher(sample);
            if (hwmon.matches()
                    && FAMILIES.containsKey(hwmon.group("family"))
                    && CHIPS.containsKey(hwmon.group("chip"))) {
                String sensor = hwmon.group("sensor");
                expected.put(
                        String.format(
                                "%s{sensor=\"%s\",channel=\"%s\"}",
                                FAMILIES.get(hwmon.group("family")),
                                CHIPS.get(hwmon.group("chip")),
                                labels.getOrDefault(hwmon.group("chip") + sensor, sensor)),
                        value);
            }
        });
        // It shows a thermometer that says itself that it is broken, with its flag beside it; here that is no value.
        assertThat(expected.remove("sensor_temperature_celsius{sensor=\"board\",channel=\"temp3\"}"))
                .isEqualTo(127);
        assertThat(theirs).containsEntry("node_hwmon_temp_fault{chip=\"platform_nct6775_656\",sensor=\"temp3\"}", 1.0);
        // It divides by a million, but the kernel's unit is a thousandth of a percent (hwmon/sysfs-interface.rst).
        expected.computeIfPresent(
                "sensor_relative_humidity_ratio{sensor=\"board\",channel=\"humidity1\"}",
                (sample, tenth) -> tenth * 10);

        Map<String, Double> measured = new TreeMap<>(ours);
        measured.keySet().removeIf(sample -> !sample.matches("sensor_\\w+\\{sensor=\"(board|processor)\",channel=.*"));
        assertThat(expected).hasSize(11);
        assertThat(measured.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (sample, value) -> assertThat(measured.get(sample)).as(sample).isCloseTo(value, within(1e-9)));
    }

    @Test
    void aThermalZone() {
        assertThat(ours.get("sensor_temperature_celsius{sensor=\"zone\"}"))
                .isEqualTo(48.312)
                .isEqualTo(theirs.get("node_thermal_zone_temp{type=\"cpu-thermal\",zone=\"0\"}"));
    }

    /** It names a chip after its hardware, so that of three on one there is one value; here there are three. */
    @Test
    void severalChipsOfOnePieceOfHardwareStaySeveral() {
        assertThat(theirs.keySet())
                .filteredOn(sample -> sample.matches("node_hwmon_temp_celsius\\{chip=\"[^\"]*phy0.*"))
                .hasSize(1);
        for (int i = 0; i < 3; i++) {
            assertThat(ours)
                    .containsEntry("sensor_temperature_celsius{sensor=\"phy" + i + "\",channel=\"temp1\"}", 61.0 + i)
                    .containsKey("sensor_info{sensor=\"phy" + i + "\",chip=\"mt7996_phy0." + i
                            + "\",bus=\"hwmon/mt7996_phy0." + i + "\",address=\"\"}");
        }
    }
}
