package plumage.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.HubProcess;

/** A hub's {@code .cfg} files while the web console, an editor and FileInstall all have their hands on them. */
class WriteBackTest {
    private static final String CONSOLE = "/system/console/configMgr/";
    private static final String PID = "plumage.si7021~bedroom";
    /** The page tells a label; a new component tells a new one. */
    private static final String SERIES = "sensor_up{sensor=\"si7021-bedroom\",room=\"%s\",} 1.0";

    @TempDir
    Path folder;

    private Path home;
    private Path conf;
    private Path file;
    private Map<String, String> environment;

    @BeforeEach
    void unpack() throws Exception {
        home = HubProcess.unpack(folder);
        conf = Files.createDirectories(folder.resolve("conf of mine"));
        file = conf.resolve("plumage.si7021-bedroom.cfg");
        environment = Map.of(
                "PLUMAGE_CONF",
                conf.toString(),
                "PLUMAGE_DATA",
                folder.resolve("data").toString());
        Files.writeString(conf.resolve("plumage.bus.emulated.cfg"), "chips = si7021@emulated-i2c-1/0x40\n");
    }

    @Test
    void aChangeInTheConsoleIsInTheFileWhenItAnswers() throws Exception {
        Files.writeString(file, text("bedroom"));
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            hub.awaitPage(SERIES.formatted("bedroom"));
            post(
                    hub,
                    "apply=true&propertylist=bus,interval,labels,enabled&bus=emulated-i2c-1&interval=2s&enabled=true&labels="
                            + URLEncoder.encode("room=K\u00FCche", UTF_8));
            String typed = """
                    # above the wardrobe \u6771
                    bus = "emulated-i2c-1"
                    interval = "2s"
                    # where it is
                    labels = [ \\
                      "room=K\u00FCche", \\
                      ]
                    enabled = B"true"
                    """;
            assertThat(Files.readString(file)).isEqualTo(typed);
            hub.awaitPage(SERIES.formatted("K\u00FCche"));
            // FileInstall has read what was written when it takes a file that is newer.
            Files.writeString(conf.resolve("plumage.si7021-newer.cfg"), "bus = emulated-i2c-1\nenabled = false\n");
            hub.await("the newer file", () -> configurations(hub).contains("plumage.si7021~newer"));
            assertThat(configurations(hub)).contains("enabled = true", "interval = 2s");
            assertThat(Files.readString(file)).isEqualTo(typed);
            post(hub, "apply=true&delete=true");
            assertThat(file).doesNotExist();
            hub.awaitGone("si7021-bedroom");
        }
    }

    @Test
    void rapidSavesNeverLoseAKey() throws Exception {
        Files.writeString(file, text("bedroom"));
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            hub.awaitPage(SERIES.formatted("bedroom"));
            List<String> found = new ArrayList<>();
            for (int save = 0; save < 50; save++) {
                String text = text("save" + save);
                Files.writeString(file, text);
                // Every fifth has the time to be loaded while the next is written.
                if (save % 5 == 4) {
                    hub.awaitPage(SERIES.formatted("save" + save));
                }
                String read = Files.readString(file);
                if (!read.equals(text)) {
                    found.add(read);
                }
            }
            assertThat(found).isEmpty();
            // as an editor that writes in place, slowly: what is half is loaded, and is not written
            Files.writeString(file, "");
            hub.awaitGone(SERIES.formatted("save49"));
            assertThat(file).isEmptyFile();
            Files.writeString(file, text("save49"));
            hub.awaitPage(SERIES.formatted("save49"));
            assertThat(Files.readString(file)).isEqualTo(text("save49"));
            try (var files = Files.list(conf)) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("deploy", "plumage.bus.emulated.cfg", "plumage.si7021-bedroom.cfg");
            }
        }
    }

    private static String text(String room) {
        return """
                # above the wardrobe \u6771
                bus = emulated-i2c-1
                interval = 1s
                # where it is
                labels = room=%s
                """.formatted(room);
    }

    private void post(HubProcess hub, String form) throws Exception {
        URI url = URI.create(hub.url(CONSOLE) + PID);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url)
                                .timeout(HubProcess.BOUND)
                                .header("Authorization", authorization())
                                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                                .header("Referer", hub.url(CONSOLE).toString())
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isIn(200, 302);
    }

    private String configurations(HubProcess hub) throws Exception {
        HttpResponse<String> page =
                hub.get("/system/console/status-Configurations.txt", "Authorization", authorization());
        Matcher own = Pattern.compile("(?s)Configurations.*").matcher(page.body());
        assertThat(own.find()).as(page.body()).isTrue();
        return own.group();
    }

    private String authorization() throws Exception {
        String password =
                Files.readString(folder.resolve("data/console.password")).strip();
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
    }
}
