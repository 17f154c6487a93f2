package plumage.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.HubProcess;

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

    /** The machine's own address stands for other machines. Without a network there is none, and ConsoleGuardTest must do. */
    @Test
    void consoleOpensToOtherMachinesWithAChosenPassword() throws Exception {
        Map<String, String> everywhere = new HashMap<>(environment);
        everywhere.put("PLUMAGE_HOST", "0.0.0.0");
        try (HubProcess hub = HubProcess.start(home, "hub", everywhere)) {
            Optional<String> elsewhere = otherAddress();
            assumeTrue(elsewhere.isPresent());
            URI console = new URI(
                    "http", null, elsewhere.get(), hub.url("/").getPort(), "/system/console/bundles", null, null);
            URI metrics = console.resolve("/metrics");
            String printed =
                    Files.readString(own.resolve("data/console.password")).strip();
            assertThat(HubProcess.get(metrics).statusCode()).isEqualTo(200);
            assertThat(HubProcess.get(console, "Authorization", basic(printed)).statusCode())
                    .isEqualTo(403);
            assertThat(HubProcess.get(console, "Authorization", basic("admin")).statusCode())
                    .isEqualTo(403);
            assertThat(hub.get("/system/console/bundles", "Authorization", basic(printed))
                            .statusCode())
                    .isEqualTo(200);

            choosePassword("admin", 1, "plumage: the password has 5 characters; allowed are 8 and more");
            choosePassword(
                    "correct horse",
                    0,
                    "The web console now takes user admin with this password, from other machines too.");
            assertThat(HubProcess.get(console, "Authorization", basic("correct horse"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(HubProcess.get(console, "Authorization", basic("admin")).statusCode())
                    .isEqualTo(401);
            assertThat(hub.get("/system/console/bundles", "Authorization", basic(printed))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** The request is that of the console's form: it names every property, those without a field too. */
    @Test
    void writesAnEditInTheConsoleBackToItsFile() throws Exception {
        write("plumage.bus.emulated.cfg", "chips = si7021@emulated-i2c-1/0x40");
        write("plumage.si7021-bedroom.cfg", "bus = emulated-i2c-1\ninterval = 1s\nlabels = room=bedroom");
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            hub.awaitPage(BEDROOM);
            String password =
                    Files.readString(own.resolve("data/console.password")).strip();
            HttpRequest form = HttpRequest.newBuilder(hub.url("/system/console/configMgr/plumage.si7021~bedroom"))
                    .header("Authorization", basic(password))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "apply=true&propertylist=bus,interval,labels,felix.fileinstall.filename"
                                    + "&bus=emulated-i2c-1&interval=1s&labels=room%3DK%C3%BCche"))
                    .build();
            HttpClient.newHttpClient().send(form, HttpResponse.BodyHandlers.discarding());
            hub.awaitPage("sensor_temperature_celsius{sensor=\"si7021-bedroom\",room=\"Küche\",}");
            Path file = conf.resolve("plumage.si7021-bedroom.cfg");
            hub.await("the file", () -> Files.readString(file).contains("\"room=Küche\""));
        }
    }

    private void choosePassword(String password, int status, String answer) throws Exception {
        Path typed = Files.writeString(own.resolve("typed"), password + "\n");
        try (HubProcess command = HubProcess.launch(home, "password", environment, typed)) {
            assertThat(command.awaitEnd()).isEqualTo(status);
            assertThat(command.output()).isEqualTo(answer);
        }
    }

    private static Optional<String> otherAddress() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(conf.resolve(file), text + "\n");
    }
}
