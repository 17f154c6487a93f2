package plumage.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.pages.Scrape;
import plumage.tests.programs.Eventually;
import plumage.tests.programs.HubProcess;

/**
 * A hub under load while everything comes and goes at random: every page is right, and when all is as it was at the beginning, so are heap, threads, descriptors
 * and class loaders. {@code -Dplumage.soak.events=10000} makes it longer, {@code -Dplumage.soak.seed=N} draws others.
 */
class SoakTest {
    private static final int EVENTS = Integer.getInteger("plumage.soak.events", 500);
    private static final long SEED = Long.getLong("plumage.soak.seed", 2026);
    /** After one in so many events, drawn by chance, it is waited until all is as it should be. */
    private static final int CALM = Integer.getInteger("plumage.soak.calm", 4);

    private static final int SCRAPERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** What the process may have learned after the warm-up: code that ran the first time, buffers that grew. */
    private static final long HEAP_ALLOWANCE = 512 * 1024;

    @TempDir
    private Path folder;

    private final Board board = new Board(SEED);
    private final World world = new World();
    private final Random pace = new Random(SEED);
    private final List<Scraper> scrapers = new ArrayList<>();
    private RemoteControl remote;
    private HubProcess hub;
    private Events events;

    @BeforeEach
    void startHub() throws Exception {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Path deploy = Files.createDirectory(conf.resolve("deploy"));
        Path home = HubProcess.unpack(folder);
        remote = new RemoteControl();
        Files.copy(bundle(), deploy.resolve("remote.jar"));
        Files.writeString(
                conf.resolve("hub.properties"),
                "felix.fileinstall.poll = 100\nplumage.archive.after = never\nplumage.soak.port = " + remote.port()
                        + "\n");
        Files.writeString(conf.resolve("plumage.bus.emulated.cfg"), "chips = bme680@emulated-i2c-9/0x77\n");
        Files.writeString(
                conf.resolve("plumage.bme680-steady.cfg"),
                "name = steady\nbus = emulated-i2c-9\naddress = 0x77\ninterval = 20s\n");
        hub = HubProcess.start(home, "hub", Map.of("PLUMAGE_CONF", conf.toString()));
        remote.awaitCall();
        Path plantower = jar(home.resolve("bundles"), "plumage.driver.plantower-");
        events = new Events(
                world, new Random(SEED), remote, conf, Files.createDirectory(folder.resolve("spare")), plantower);
        events.plugAll();
        events.deployDriverFile();
        hub.awaitPage("sensor_up{sensor=\"steady\",} 1.0");
    }

    @AfterEach
    void stopHub() throws Exception {
        for (Scraper scraper : scrapers) {
            scraper.close();
        }
        if (hub != null) {
            hub.close();
        }
        if (remote != null) {
            remote.close();
        }
    }

    @Test
    void everyPageIsRightAndNothingIsLeftBehind() throws Exception {
        settle();
        try (Watch prometheus = Watch.start(hub.url("/metrics"), folder)) {
            load();
            for (Kind kind : Kind.values()) {
                once(kind);
            }
            goHome();
            Levels before = calm();

            load();
            while (board.events() < EVENTS) {
                happen(events.next());
                if (pace.nextInt(CALM) == 0) {
                    settle();
                }
            }
            goHome();
            Map<String, Integer> scrapes = unload();

            Levels after = awaitLevels(before);
            String differences = after.differences(before, HEAP_ALLOWANCE);
            report(
                    "seed " + SEED + ", " + board.events() + " events:",
                    table(board.counts()),
                    sum(scrapes) + " scrapes:",
                    table(scrapes),
                    prometheus.tell(),
                    "before: " + before,
                    "after:  " + after,
                    "grown:  " + after.growth(before),
                    differences);
            assertThat(differences).as(board.message("not as at the beginning")).isEmpty();
            prometheus.assertNothingFailed(board);
        }
        assertThat(hub.isAlive()).isTrue();
    }

    /** Each kind in turn, whatever must happen before it is possible. */
    private void once(Kind kind) throws Exception {
        Set<Kind> since = EnumSet.noneOf(Kind.class);
        while (!since.contains(kind)) {
            Events.Event event = events.of(kind).orElseGet(events::next);
            since.add(event.kind());
            happen(event);
            settle();
        }
    }

    private void happen(Events.Event event) throws Exception {
        World.State next = world.state();
        board.happens(event, next);
        try {
            event.action().run();
        } catch (IOException | AssertionError failed) {
            throw new AssertionError(board.message("it cannot be done: " + failed.getMessage()), failed);
        }
        if (event.kind().isUpdate()) {
            settle();
        }
        board.check();
    }

    private void goHome() throws Exception {
        for (Optional<Events.Event> event = events.homeward(); event.isPresent(); event = events.homeward()) {
            happen(event.get());
        }
        settle();
        remote.order("load");
    }

    private void load() {
        for (int i = 0; i < SCRAPERS; i++) {
            scrapers.add(Scraper.start(hub.url("/metrics"), board, SEED + scrapers.size()));
        }
    }

    /** Without load, what the process has. */
    private Levels calm() throws Exception {
        unload();
        return Eventually.get(PATIENCE, () -> Levels.of(hub.pid()), Levels::isAtRest);
    }

    private Map<String, Integer> unload() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (Scraper scraper : scrapers) {
            scraper.close();
            scraper.counts().forEach((sort, count) -> counts.merge(sort, count, Integer::sum));
        }
        scrapers.clear();
        board.check();
        return counts;
    }

    /** Waits until a page shows what was done, all of it and nothing else. */
    private void settle() throws Exception {
        World.State state = world.state();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String wrong;
            try {
                wrong = complaint(state);
            } catch (IOException | AssertionError broken) {
                throw new AssertionError(board.message("while the test looked: " + broken), broken);
            }
            if (wrong.isEmpty()) {
                break;
            }
            board.check();
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(board.message("not within " + PATIENCE + ": " + wrong) + "\n" + hub.output());
            }
            Thread.sleep(20);
        }
        board.settled(state);
    }

    /** What is not yet as it has to be, or nothing. */
    private String complaint(World.State state) throws Exception {
        String turns = remote.order("known", World.TURN);
        if (!turns.equals(world.turns())) {
            return "configurations are " + turns + ", not " + world.turns();
        }
        var answer = hub.get("/metrics");
        if (answer.statusCode() != 200) {
            return "status " + answer.statusCode();
        }
        Scrape page = Scrape.parse(answer.body());
        Set<String> sensors = Judge.sensors(page);
        if (!sensors.equals(state.sensors().keySet())) {
            return "sensors are " + sensors + ", not " + state.sensors().keySet();
        }
        try {
            state.sensors().forEach((name, sensor) -> Judge.demandLabels(page, name, sensor.labels()));
        } catch (AssertionError wrong) {
            return wrong.getMessage();
        }
        Set<World.Refused> errors = page.where(series -> series.name().equals("plumage_configuration_error")).stream()
                .map(series -> new World.Refused(
                        series.labels().get("pid"), series.labels().get("key")))
                .filter(error ->
                        !error.key().equals("driver") || !state.unclaimed().contains(error.pid()))
                .collect(Collectors.toSet());
        if (!errors.equals(state.errors())) {
            return "errors of configurations are " + errors + ", not " + state.errors();
        }
        for (Map.Entry<String, World.Health> health : state.health().entrySet()) {
            double up = page.value("sensor_up", "sensor", health.getKey());
            if (health.getValue() != World.Health.ANY && up != (health.getValue() == World.Health.UP ? 1 : 0)) {
                return "sensor_up of " + health.getKey() + " is " + up + ", not " + health.getValue();
            }
        }
        Set<String> guests = Judge.guests(page);
        if (!guests.equals(state.guests().keySet())) {
            return "foreign collectors are " + guests + ", not " + state.guests();
        }
        for (Map.Entry<String, String> guest : state.guests().entrySet()) {
            if (guest.getValue().equals("good") && !page.has("soak_guest", "guest", guest.getKey())) {
                return "nothing from " + guest;
            }
        }
        return "";
    }

    /** Waits until nothing is left of what came, in vain when something is. */
    private Levels awaitLevels(Levels before) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Levels now = Levels.of(hub.pid());
            if (now.differences(before, HEAP_ALLOWANCE).isEmpty() || System.nanoTime() - end > 0) {
                return now;
            }
        }
    }

    private void report(String... lines) throws IOException {
        String text = String.join("\n", lines) + "\n";
        System.out.println(text);
        Files.writeString(Path.of("target/soak.txt"), text);
    }

    private static String table(Map<?, Integer> counts) {
        return counts.entrySet().stream()
                .map(one -> String.format("%8d %s", one.getValue(), one.getKey()))
                .collect(Collectors.joining("\n"));
    }

    private static int sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Path bundle() throws IOException {
        return jar(Path.of("target"), "plumage.tests.soak-");
    }

    private static Path jar(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + prefix + "*.jar in " + folder));
        }
    }
}
