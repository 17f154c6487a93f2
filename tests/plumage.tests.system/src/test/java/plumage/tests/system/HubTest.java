package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plumage hub}: configuration comes and goes as files, ends in order and starts again. Its chips are emulated, by configuration. */
class HubTest {
    private static final String BEDROOM = "sensor_temperature_celsius{sensor=\"si7021-bedroom\",room=\"bedroom\",}";

    @TempDir
    static Path folder;

    private static Path home;

    @TempDir
    Path own;

    private Path conf;
    private Map<String, String> environment;

    @BeforeAll
    static void unpack() throws Exception {
        home = HubProcess.unpack(folder);
    }

    @BeforeEach
    void folders() throws Exception {
        conf = Files.createDirectories(own.resolve("conf of mine"));
        environment = Map.of(
                "PLUMAGE_CONF",
                conf.toString(),
                "PLUMAGE_DATA",
                own.resolve("data").toString());
    }

    @Test
    void answersWithoutAnySensorAndTakesFilesAsTheyComeAndGo() throws Exception {
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            assertThat(hub.page()).contains("plumage_build_info").doesNotContain("sensor_up");
            write("plumage.bus.emulated.cfg", "chips = si7021@emulated-i2c-1/0x40");
            write("plumage.si7021-bedroom.cfg", "bus = emulated-i2c-1\ninterval = 1s\nlabels = room=bedroom");
            hub.awaitPage(BEDROOM);
            write("plumage.si7021-bedroom.cfg", "bus = emulated-i2c-1\ninterval = 1s\nlabels = room=Küche");
            hub.awaitPage("sensor_temperature_celsius{sensor=\"si7021-bedroom\",room=\"Küche\",}");
            Files.delete(conf.resolve("plumage.si7021-bedroom.cfg"));
            hub.awaitGone("si7021-bedroom");
            write("plumage.si7021-bedroom.cfg", "bus = emulated-i2c-1\ninterval = 5 bananas");
            hub.awaitPage("plumage_configuration_error{pid=\"plumage.si7021");
            assertThat(hub.output()).contains("5 bananas");
            assertThat(hub.stop()).isZero();
        }
    }

    @Test
    void keepsWhatItKnowsFromRunToRun() throws Exception {
        write("plumage.bus.emulated.cfg", "chips = si7021@emulated-i2c-1/0x40, htu21d@emulated-i2c-2/0x40");
        write("plumage.si7021-bedroom.cfg", "bus = emulated-i2c-1\ninterval = 1s\nlabels = room=bedroom");
        write("sensors.json", """
                {
                  // comments are allowed
                  ":configurator:resource-version": 1,
                  ":configurator:symbolic-name": "my.sensors",
                  ":configurator:version": "1.0.0",
                  "plumage.htu21d~cellar": {"bus": "emulated-i2c-2", "labels": ["room=cellar"]}
                }
                """);
        String cellar = "sensor_temperature_celsius{sensor=\"htu21d-cellar\",room=\"cellar\",}";
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            hub.awaitPage(BEDROOM);
            hub.awaitPage(cellar);
            assertThat(hub.output()).containsPattern("user admin, password \\S{4}-\\S{4}-\\S{4}-\\S{4}\n");
            assertThat(hub.stop()).isZero();
        }
        Files.delete(conf.resolve("plumage.si7021-bedroom.cfg"));
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            hub.awaitPage(cellar);
            hub.awaitGone("bedroom");
            assertThat(hub.output()).contains("user admin, password in " + own.resolve("data/console.password"));
        }
    }

    @Test
    void refusesToRunTwiceOnTheSameData() throws Exception {
        try (HubProcess first = HubProcess.start(home, "hub", environment);
                HubProcess second = HubProcess.launch(home, "hub", environment)) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.output())
                    .isEqualTo("plumage: it runs already with its data in " + own.resolve("data")
                            + "; PLUMAGE_DATA chooses another folder for a second one");
            assertThat(first.get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            hub.kill();
        }
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            assertThat(hub.stop()).isZero();
        }
    }

    @Test
    void makesTheConfigurationFolderWithItsExamples() throws Exception {
        Files.delete(conf);
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            assertThat(conf).isDirectoryContaining("glob:**/plumage.si7021-bedroom.cfg.sample");
            assertThat(conf.resolve("deploy")).isEmptyDirectory();
            assertThat(hub.page()).doesNotContain("sensor_up");
        }
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(conf.resolve(file), text + "\n");
    }
}
