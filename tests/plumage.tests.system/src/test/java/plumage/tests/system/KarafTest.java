package plumage.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumage.tests.system.Karaf.Distribution;

/**
 * The archive, dropped into a Karaf that is as openHAB has it: on Equinox, offline, and with the features that openHAB takes from Karaf. It serves sensors and
 * items, and goes without a trace. The other archive does so in a Karaf as it comes, on Felix.
 */
class KarafTest {
    private static final String UP = "sensor_up{sensor=\"bme680-office\",room=\"office\",} ";
    private static final String SENSOR = "bus = emulated-i2c-1\naddress = 0x77\ninterval = 1s\nlabels = room=office\n";
    private static final String SSH = "org.apache.sshd.server.SshServer";
    private static final Path OPENHAB = Path.of("../../features/plumage.karaf/src/test/feature/openhab.xml");

    /** What is in the archive beside our bundles, where nobody else has it. */
    private static final List<String> LIBRARIES = List.of(
            "com.fazecast.jSerialComm",
            "com.google.gson",
            "io.prometheus.simpleclient",
            "io.prometheus.simpleclient_tracer_common",
            "io.prometheus.simpleclient_tracer_otel",
            "io.prometheus.simpleclient_tracer_otel_agent",
            "plumage.pi4j");

    @TempDir
    Path base;

    static List<String> versions() {
        return Karaf.versions();
    }

    @Test
    void thereAreThreeVersions() {
        assertThat(versions()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void comesAndGoesWithTheArchive(String version) throws Exception {
        Path archive = Karaf.archive();
        HttpServer rest = rest();
        try (Karaf karaf = Karaf.start(base, version, "equinox", Distribution.OPENHAB)) {
            assertThat(karaf.bundles()).containsKey("org.eclipse.osgi");
            for (String feature : List.of("scr", "http-whiteboard", "eventadmin")) {
                karaf.install(feature);
            }
            karaf.addRepository(OPENHAB.toRealPath());
            karaf.install("openhab-core-base");
            karaf.deploy(Activators.bundle(PageStandIn.class, base));
            karaf.awaitOk("/stand-in/MANIFEST.MF");
            useTheShell(karaf);
            long heapBefore = Census.liveHeap(karaf);
            long residentBefore = Census.residentMemory(karaf);
            Census before = Census.of(karaf);
            List<String> ssh = ssh(karaf);

            karaf.configure(
                    "plumage.openhab.cfg",
                    "token = oh.plumage.secret\nurl = http://127.0.0.1:"
                            + rest.getAddress().getPort() + "\n");
            long dropped = System.nanoTime();
            karaf.deploy(archive);
            karaf.awaitOk("/metrics");
            long served = System.nanoTime();
            karaf.await("all bundles", () -> missing(karaf), List::isEmpty);
            karaf.awaitPage("plumage_openhab_fills_total{result=\"ok\",} 1.0");
            // the page of a moment ago may have been made between the items and the count of the answer
            assertThat(karaf.awaitPage("openhab_item_contact_open{item=\"Window\",groups=\",gHouse,\",} 1.0\n"))
                    .contains("plumage_build_info{")
                    .doesNotContain("plumage_configuration_error{", "jvm_", "process_");
            Census with = Census.of(karaf);
            assertThat(Census.more(with.bundles(), before.bundles()))
                    .allSatisfy(bundle -> assertThat(bundle).endsWith(" Active"))
                    .extracting(bundle -> bundle.substring(0, bundle.indexOf(' ')))
                    .containsExactlyInAnyOrderElementsOf(bundlesOfAHub());
            assertThat(with.bundles()).containsAll(before.bundles());
            assertThat(Census.more(with.roots(), before.roots()))
                    .containsExactly("plumage-all " + version(with.features()));
            assertThat(with.ports()).isEqualTo(before.ports());

            asksTheKernel(karaf);
            readsASensor(karaf);
            long heapWith = Census.liveHeap(karaf);
            long residentWith = Census.residentMemory(karaf);
            servesEveryPage(karaf);
            hearsOpenhab(karaf);
            assertThat(karaf.client("plumage:sensors")).contains("bme680-office");
            karaf.forget("plumage.bme680-office.cfg");
            karaf.await("no sensor", () -> !karaf.get("/metrics").body().contains("bme680-office"));
            karaf.forget("plumage.bus.emulated.cfg");
            karaf.forget("plumage.openhab.cfg");
            assertThat(karaf.log().lines()).noneMatch(KarafTest::isError);

            karaf.undeploy(archive);
            karaf.await("no metrics", () -> karaf.isGone("/metrics") && karaf.isGone("/plumage/"));
            awaitAsBefore(karaf, before);
            assertThat(ssh(karaf)).isEqualTo(ssh);
            Census after = Census.of(karaf);
            System.out.printf(
                    "Karaf %s: %.1f s from dropping the archive of %.1f MB to /metrics; before, with and after it %s bundles, %s services, %s threads; heap %+.1f MB to %.1f MB, resident %+.1f MB to %.1f MB%n",
                    version,
                    (served - dropped) / 1e9,
                    Files.size(archive) / 1e6,
                    counts(before.bundles(), with.bundles(), after.bundles()),
                    counts(before.services(), with.services(), after.services()),
                    counts(before.threads(), with.threads(), after.threads()),
                    (heapWith - heapBefore) / 1e6,
                    heapWith / 1e6,
                    (residentWith - residentBefore) / 1e6,
                    residentWith / 1e6);

            endsInPeace(karaf);
        } finally {
            rest.stop(0);
        }
    }

    /** The archive for a Karaf that has neither Declarative Services nor HTTP, and no network to get them from. */
    @Test
    void bringsToAPlainKarafWhatItLacks() throws Exception {
        Path archive = Karaf.plainArchive();
        String newest = versions().get(versions().size() - 1);
        try (Karaf karaf = Karaf.start(base, newest, "felix", Distribution.PLAIN)) {
            useTheShell(karaf);
            Census before = Census.of(karaf);
            assertThat(before.bundles()).noneMatch(bundle -> bundle.matches(".*(felix.scr|pax-web|jetty).*"));
            karaf.configure("plumage.si7021-attic.cfg", "bus = emulated-i2c-1\ninterval = 1s\nenabled = false\n");

            karaf.deploy(archive);
            karaf.awaitOk("/metrics");
            assertThat(karaf.bundles())
                    .containsKey("plumage.http")
                    .doesNotContainKeys("plumage.openhab", "plumage.console");
            Census with = Census.of(karaf);
            assertThat(Census.more(with.roots(), before.roots()))
                    .containsExactly("plumage-all " + version(with.features()));

            karaf.install("plumage-demo");
            for (String sensor : List.of("bme680-office", "bme688-kitchen", "htu21d-cellar", "si7021-bedroom")) {
                karaf.await(sensor, () -> karaf.get("/metrics")
                        .body()
                        .lines()
                        .anyMatch(line ->
                                line.startsWith("sensor_up{sensor=\"" + sensor + "\"") && line.endsWith("} 1.0")));
            }
            assertThat(karaf.log().lines()).noneMatch(KarafTest::isError);

            karaf.undeploy(archive);
            karaf.await("no metrics", () -> karaf.isGone("/metrics"));
            awaitAsBefore(karaf, before);

            karaf.configure("plumage.si7021-attic.cfg", "bus = emulated-i2c-1\ninterval = 1s\n");
            karaf.deploy(archive);
            karaf.awaitPage("sensor_up{sensor=\"si7021-attic\",} 0.0");
            assertThat(karaf.get("/metrics").body()).doesNotContain("bme680-office");
            endsInPeace(karaf);
        }
    }

    /** Its server has its threads from its first session on. */
    private static void useTheShell(Karaf karaf) throws Exception {
        karaf.await("the shell", () -> karaf.client("shell:echo 'an answer'").contains("an answer"));
    }

    private void awaitAsBefore(Karaf karaf, Census before) throws Exception {
        Path another = Activators.bundle(RecordStandIn.class, base);
        karaf.deploy(another);
        karaf.await("another record", () -> "Active".equals(karaf.bundles().get("RecordStandIn")));
        karaf.undeploy(another);
        karaf.await("as before", () -> traces(karaf, before), List::isEmpty);
    }

    /** A bundle that goes while this test looks at the list of them is an error to the list, and to nobody else. */
    private static boolean isError(String line) {
        return line.contains("| ERROR |") && !line.contains("BundlesMBeanImpl");
    }

    private static void endsInPeace(Karaf karaf) throws Exception {
        karaf.stop();
        // Pax Web has some to tell of its own end
        assertThat(karaf.log().lines())
                .noneMatch(line -> isError(line) && line.contains("plumage"))
                .noneMatch(line -> line.startsWith("\tat plumage."));
    }

    /** What it answers: JNA, within our bundle, has loaded its native library. */
    private static void asksTheKernel(Karaf karaf) throws Exception {
        karaf.configure("plumage.si7021-attic.cfg", "bus = i2c-9\ninterval = 1s\n");
        karaf.awaitPage("sensor_up{sensor=\"si7021-attic\",} 0.0");
        karaf.await("its answer", () -> karaf.client("plumage:sensors").contains("bus: /dev/i2c-9 is not there: "));
        karaf.forget("plumage.si7021-attic.cfg");
    }

    private static void readsASensor(Karaf karaf) throws Exception {
        karaf.configure("plumage.bme680-office.cfg", SENSOR);
        assertThat(karaf.awaitPage(UP + "0.0"))
                .contains("sensor_read_errors_total{sensor=\"bme680-office\",room=\"office\",reason=\"bus\",}");

        karaf.install("plumage-emulated");
        karaf.configure("plumage.bus.emulated.cfg", "chips = bme680@emulated-i2c-1/0x77\n");
        String page = karaf.awaitPage(UP + "1.0");
        for (String family : List.of(
                "sensor_temperature_celsius",
                "sensor_relative_humidity_ratio",
                "sensor_pressure_pascals",
                "sensor_gas_resistance_ohms")) {
            assertThat(page)
                    .containsPattern(
                            "(?m)^" + family + "\\{sensor=\"bme680-office\",room=\"office\",} \\d+(\\.\\d+)?$");
        }
        assertThat(page)
                .contains(
                        "sensor_info{sensor=\"bme680-office\",room=\"office\",chip=\"bme680\",bus=\"emulated-i2c-1\",address=\"0x77\",} 1.0");
    }

    private void hearsOpenhab(Karaf karaf) throws Exception {
        Path openhab = Activators.bundle(OpenhabStandIn.class, base);
        karaf.deploy(openhab);
        karaf.awaitPage(events("malformed", OpenhabStandIn.MALFORMED));
        assertThat(karaf.awaitPage(events("taken", OpenhabStandIn.TAKEN)))
                .contains(
                        events("ignored", OpenhabStandIn.IGNORED),
                        "openhab_item_temperature_celsius{item=\"Attic\",groups=\",gHouse,\",tags=\",Measurement,\",} 21.5\n",
                        "openhab_item_temperature_celsius{item=\"gHouse\",} 21.5\n",
                        "openhab_item_switch_on{item=\"Light\",} 1.0\n",
                        "openhab_item_contact_open{item=\"Door\",} 0.0\n")
                .doesNotContain("item=\"Gone\"");
        karaf.undeploy(openhab);
        karaf.await("no stand-in", () -> !karaf.bundles().containsKey("OpenhabStandIn"));
    }

    private static String events(String result, int count) {
        return "plumage_openhab_events_total{result=\"" + result + "\",} " + count + ".0\n";
    }

    private static void servesEveryPage(Karaf karaf) throws Exception {
        assertThat(karaf.awaitOk("/plumage/-/ready")).isNotEmpty();
        assertThat(karaf.awaitOk("/plumage/-/healthy")).isNotEmpty();
        for (String landing : List.of("/plumage", "/plumage/")) {
            assertThat(karaf.awaitOk(landing)).contains("bme680-office", "href=\"/metrics\"");
        }
        assertThat(karaf.get("/plumage/nothing").statusCode()).isEqualTo(404);
        // whose root is Karaf's, or openHAB's
        assertThat(karaf.get("/").statusCode()).isEqualTo(404);

        HttpResponse<String> openMetrics = karaf.get("/metrics", "Accept", "application/openmetrics-text");
        assertThat(openMetrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text; version=1.0.0"));
        assertThat(openMetrics.body()).endsWith("# EOF\n");
        assertThat(karaf.get("/metrics", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
        assertThat(karaf.get("/metrics?name[]=sensor_up").body().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(UP + "1.0");
    }

    /** An openHAB's REST API: one item, for whoever has the token. */
    private static HttpServer rest() throws IOException {
        HttpServer rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rest.createContext("/rest/items", question -> {
            try (question) {
                boolean known = "Bearer oh.plumage.secret"
                        .equals(question.getRequestHeaders().getFirst("Authorization"));
                byte[] answer =
                        "[{\"link\":\"http://localhost:8080/rest/items/Window\",\"state\":\"OPEN\",\"editable\":true,\"type\":\"Contact\",\"name\":\"Window\",\"tags\":[],\"groupNames\":[\"gHouse\"]}]"
                                .getBytes(UTF_8);
                question.sendResponseHeaders(known ? 200 : 401, answer.length);
                question.getResponseBody().write(answer);
            }
        });
        rest.start();
        return rest;
    }

    /** All bundles of ours and what they need; but not what is for a demo or a web console, and what makes a hub of a framework. */
    private static List<String> bundlesOfAHub() throws IOException {
        try (Stream<Path> bundles = Files.list(Path.of("../../bundles"))) {
            return Stream.concat(
                            bundles.filter(bundle -> Files.exists(bundle.resolve("pom.xml")))
                                    .map(bundle -> bundle.getFileName().toString())
                                    .filter(bundle -> !List.of("plumage.bus.emulated", "plumage.console", "plumage.hub")
                                            .contains(bundle)),
                            LIBRARIES.stream())
                    .toList();
        }
    }

    private static List<String> missing(Karaf karaf) throws Exception {
        Map<String, String> bundles = karaf.bundles();
        return bundlesOfAHub().stream()
                .filter(bundle -> !"Active".equals(bundles.get(bundle)))
                .toList();
    }

    /** What the archive has left, or taken away. */
    private static List<Object> traces(Karaf karaf, Census before) throws Exception {
        Census after = Census.of(karaf);
        List<Object> traces = new ArrayList<>();
        traces.addAll(Census.more(after.bundles(), before.bundles()));
        traces.addAll(Census.more(before.bundles(), after.bundles()));
        traces.addAll(Census.more(after.services(), before.services()));
        traces.addAll(Census.more(before.services(), after.services()));
        // of one name, a pool has as many as it was asked for
        traces.addAll(Census.more(after.threads().stream().distinct().toList(), before.threads()));
        traces.addAll(Census.more(after.roots(), before.roots()));
        traces.addAll(Census.more(before.roots(), after.roots()));
        traces.addAll(Census.more(after.features(), before.features()));
        traces.addAll(Census.more(before.features(), after.features()));
        traces.addAll(classesOfOurs(karaf));
        if (!before.ports().equals(after.ports())) {
            traces.add(after.ports());
        }
        return traces;
    }

    /** The server of the shell's sessions: a new one has a new number, and has ended them. */
    private static List<String> ssh(Karaf karaf) throws Exception {
        return karaf.table("service", "Services").stream()
                .filter(service -> List.of((String[]) service.get("Interfaces")).contains(SSH))
                .flatMap(service -> Stream.of((String[]) service.get("Properties")))
                .filter(property -> property.startsWith("service.id = "))
                .toList();
    }

    private static List<String> classesOfOurs(Karaf karaf) throws Exception {
        Census.liveHeap(karaf); // a collection
        return karaf.ask(connection -> String.valueOf(connection.invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                "vmClassHierarchy",
                                new Object[] {new String[0]},
                                new String[] {String[].class.getName()}))
                        .lines())
                .filter(line ->
                        line.contains("com.sun.jna.") || line.contains("plumage.") && !line.contains("plumage.tests."))
                .toList();
    }

    private static String version(List<String> features) {
        return features.stream()
                .filter(feature -> feature.startsWith("plumage "))
                .map(feature -> feature.substring("plumage ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> counts(List<?>... lists) {
        return Stream.of(lists).map(List::size).toList();
    }
}
