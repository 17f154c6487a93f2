package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.sensor.Tally;

/** Real files, virtual time. A hub that is killed is one that says nothing more. */
class TalliesTest {
    private static final String PID = "plumage.pulses~water";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration ALMOST = Duration.ofMillis(1);

    @TempDir
    Path data;

    private final ManualSchedule schedule = new ManualSchedule();
    private Path folder;
    private Path running;
    private Path stopped;
    private Tallies tallies;

    @BeforeEach
    void start() {
        folder = data.resolve("state");
        running = folder.resolve("plumage.pulses~water.running");
        stopped = folder.resolve("plumage.pulses~water.stopped");
        startHub();
    }

    private void startHub() {
        startHub(Runnable::run);
    }

    private void startHub(Executor disk) {
        tallies = new Tallies(folder, schedule, disk);
    }

    private static Tally ready(StoredTally tally) throws BusException {
        return tally.ready(Duration.ZERO);
    }

    private static void assertCounts(Tally tally, long count, long lifetime) {
        assertThat(tally.count()).as("count").isEqualTo(count);
        assertThat(tally.lifetime()).as("lifetime").isEqualTo(lifetime);
    }

    @Test
    void goesOnAfterAStop() throws Exception {
        StoredTally first = tallies.of(PID);
        assertCounts(ready(first), 0, 0);
        ready(first).add(7);
        ready(first).add(5);
        first.end();
        assertThat(running).doesNotExist();
        assertThat(stopped).hasContent("count=12\nlifetime=12\n");

        startHub();
        StoredTally second = tallies.of(PID);
        assertCounts(ready(second), 12, 12);
        ready(second).add(1);
        second.end();
        StoredTally third = tallies.of(PID); // as when its configuration was changed
        assertCounts(ready(third), 13, 13);
    }

    @Test
    void beginsAtZeroAfterACrashAndItsLifetimeGoesOn() throws Exception {
        ready(tallies.of(PID)).add(40);
        schedule.pass(MINUTE);
        assertThat(running).hasContent("count=40\nlifetime=40\n");

        startHub();
        assertCounts(ready(tallies.of(PID)), 0, 40);
        ready(tallies.of("plumage.pulses~gas")).add(1);
        startHub(); // and another before anything was stored
        StoredTally third = tallies.of(PID);
        assertCounts(ready(third), 0, 40);
        ready(third).add(2);
        third.end();
        startHub();
        assertCounts(ready(tallies.of(PID)), 2, 42);
    }

    @Test
    void aStopIsForgottenBeforeTheFirstCount() throws Exception {
        StoredTally first = tallies.of(PID);
        ready(first).add(100);
        first.end();

        startHub();
        assertCounts(ready(tallies.of(PID)), 100, 100);
        assertThat(stopped).doesNotExist();
        assertThat(running).hasContent("count=100\nlifetime=100\n");

        startHub();
        assertCounts(ready(tallies.of(PID)), 0, 100);
    }

    @Test
    void aCrashBetweenTheTwoStepsOfAStopIsAStop() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(running, "count=1\nlifetime=101\n");
        Files.writeString(stopped, "count=3\nlifetime=103\n");
        assertCounts(ready(tallies.of(PID)), 3, 103);
    }

    @Test
    void storesOnceAMinuteWhatHasChanged() throws Exception {
        Tally tally = ready(tallies.of(PID));
        assertThat(folder).doesNotExist();
        tally.add(1);
        schedule.pass(MINUTE.minus(ALMOST));
        assertThat(running).doesNotExist();
        schedule.pass(ALMOST);
        assertThat(running).hasContent("count=1\nlifetime=1\n");

        tally.add(1);
        schedule.pass(MINUTE.minus(ALMOST));
        assertThat(running).hasContent("count=1\nlifetime=1\n");
        schedule.pass(ALMOST);
        assertThat(running).hasContent("count=2\nlifetime=2\n");

        Files.delete(running);
        schedule.pass(MINUTE.multipliedBy(5));
        assertThat(running).doesNotExist();
        tally.add(1);
        schedule.pass(MINUTE);
        assertThat(running).hasContent("count=3\nlifetime=3\n");
    }

    @Test
    void nothingTicksWithoutATally() throws Exception {
        StoredTally tally = tallies.of(PID);
        ready(tally).add(1);
        tally.end();
        schedule.pass(MINUTE.multipliedBy(2));
        Files.delete(stopped);
        Tally next = ready(tallies.of(PID));
        next.add(4);
        schedule.pass(MINUTE);
        assertThat(running).hasContent("count=4\nlifetime=4\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "count=12\nlifetime=34",
                "count=12\nlife",
                "count=-1\nlifetime=34\n",
                "count=1234567890123456789\nlifetime=34\n",
                "count=12\nlifetime=34\ncount=12\nlifetime=34\n",
                "\u0000\u0000\u0000\u0000\u0000\u0000"
            })
    void anUnreadableStateIsKeptAsideAndCountsAsACrash(String text) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(stopped, text);
        Files.writeString(running, "count=5\nlifetime=30\n");

        StoredTally tally = tallies.of(PID);
        assertCounts(ready(tally), 0, 30);
        assertThat(folder.resolve("plumage.pulses~water.stopped.unreadable")).hasContent(text);
        assertThat(stopped).doesNotExist();
        ready(tally).add(3);
        tally.end();
        assertThat(stopped).hasContent("count=3\nlifetime=33\n");
        assertThat(tallies.errors()).isZero();
    }

    @Test
    void aHugeStateIsNotReadToItsEnd() throws Exception {
        Files.createDirectories(folder);
        Files.write(running, new byte[50_000_000]);
        assertCounts(ready(tallies.of(PID)), 0, 0);
        assertThat(folder.resolve("plumage.pulses~water.running.unreadable")).hasSize(50_000_000);
    }

    @Test
    void aDeletedConfigurationLeavesNothing() throws Exception {
        StoredTally tally = tallies.of(PID);
        ready(tally).add(3);
        schedule.pass(MINUTE);
        tallies.forget(PID); // before its sensor has stopped
        ready(tally).add(3);
        tally.end();
        assertThat(files()).isEmpty();

        StoredTally next = tallies.of(PID);
        assertCounts(ready(next), 0, 0);
        ready(next).add(1);
        next.end();
        tallies.forget(PID); // after
        tallies.forget("plumage.bme680~office"); // which never counted
        assertThat(files()).isEmpty();
        assertThat(tallies.errors()).isZero();
    }

    @Test
    void aDiskThatCannotBeWrittenIsCountedAndHeals() throws Exception {
        Files.writeString(folder, "in the way of the folder");
        Tally tally = ready(tallies.of(PID));
        tally.add(3);
        schedule.pass(MINUTE.multipliedBy(2));
        assertThat(tallies.errors()).isEqualTo(2);
        assertCounts(tally, 3, 3);

        Files.delete(folder);
        schedule.pass(MINUTE);
        assertThat(tallies.errors()).isEqualTo(2);
        assertThat(running).hasContent("count=3\nlifetime=3\n");
    }

    @Test
    void whatCannotBeMarkedAsInUseIsNotGoneOnFrom() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(stopped, "count=100\nlifetime=500\n");
        Path inTheWay = Files.createDirectories(running.resolve("full"));
        Files.createDirectories(folder.resolve("plumage.pulses~water.running.unreadable/full"));

        StoredTally tally = tallies.of(PID);
        assertCounts(ready(tally), 0, 500);
        ready(tally).add(2);
        schedule.pass(MINUTE);
        assertThat(tallies.errors()).isEqualTo(2);

        Files.delete(inTheWay);
        Files.delete(running);
        schedule.pass(MINUTE);
        assertThat(running).hasContent("count=2\nlifetime=502\n");
        assertThat(stopped).doesNotExist();
        startHub(); // after a crash
        assertCounts(ready(tallies.of(PID)), 0, 502);
    }

    @Test
    void aDiskThatHangsDelaysNobodyForLong() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(stopped, "count=100\nlifetime=500\n");
        Queue<Runnable> disk = new ArrayDeque<>();
        startHub(disk::add);
        StoredTally tally = tallies.of(PID);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ready(tally))
                    .hasMessage("the stored count of plumage.pulses~water is not read yet")
                    .isInstanceOfSatisfying(
                            BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_READY));
        }
        schedule.pass(MINUTE.multipliedBy(10));
        assertThat(disk).hasSize(2); // to read, and to store once
        disk.forEach(Runnable::run);
        disk.clear();
        assertCounts(ready(tally), 100, 500);
        ready(tally).add(1);
        schedule.pass(MINUTE);
        disk.forEach(Runnable::run);
        assertThat(running).hasContent("count=101\nlifetime=501\n");
    }

    @Test
    void aSensorThatStopsBeforeItsTallyIsReadLosesNothing() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(stopped, "count=100\nlifetime=500\n");
        Queue<Runnable> disk = new ArrayDeque<>();
        startHub(disk::add);
        StoredTally tally = tallies.of(PID);
        assertThatThrownBy(() -> ready(tally)).isInstanceOf(BusException.class);
        tally.end();
        tally.end();
        StoredTally next = tallies.of(PID);
        assertThatThrownBy(() -> ready(next)).isInstanceOf(BusException.class);
        disk.forEach(Runnable::run);
        assertCounts(ready(next), 100, 500);
    }

    @Test
    void aSensorThatIsNeverTriedLeavesItsStateAlone() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(stopped, "count=100\nlifetime=500\n");
        tallies.of(PID).end();
        assertThat(stopped).hasContent("count=100\nlifetime=500\n");
    }

    @Test
    void whatAnAttemptUnderWayCountsIsStoredToo() throws Exception {
        Queue<Runnable> disk = new ArrayDeque<>();
        startHub(disk::add);
        StoredTally tally = tallies.of(PID);
        assertThatThrownBy(() -> ready(tally)).isInstanceOf(BusException.class);
        disk.remove().run();
        ready(tally).add(2);
        tally.end();
        tally.add(5);
        disk.remove().run();
        assertThat(stopped).hasContent("count=7\nlifetime=7\n");
        schedule.pass(MINUTE.multipliedBy(2));
        assertThat(disk).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../../etc/passwd", "plumage.pulses~Küche/1", "a\u0000b", "a.running"})
    void everyPidHasAFileOfItsOwn(String pid) throws Exception {
        List<String> pids = List.of(pid, pid + "x", "x" + pid, "p".repeat(300), "p".repeat(301));
        for (String each : pids) {
            StoredTally tally = tallies.of(each);
            ready(tally).add(each.length() + 1);
            tally.end();
        }
        for (String each : pids) {
            assertThat(ready(tallies.of(each)).count()).as(each).isEqualTo(each.length() + 1);
        }
        assertThat(files()).hasSize(5).allMatch(file -> file.endsWith(".running") && file.length() < 200);
        try (Stream<Path> all = Files.list(data)) {
            assertThat(all).containsExactly(folder);
        }
    }

    private String[] files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
        }
    }
}
