package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.HubProcess;

/** The archive of classes from its making to its replacement. Making one takes seconds, so the tests follow one hub through its life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClassArchiveTest {
    /** A class that a framework's class loader loads, mapped from the archive of the hub rather than that of its Java. */
    private static final String FROM_ARCHIVE = "plumage.core.Sampler source: shared objects file (top)";

    @TempDir
    static Path folder;

    private static Path home;
    private static Path data;
    private static Path archive;
    private static Path key;

    @TempDir
    Path own;

    private Path loaded;
    private Map<String, String> environment;

    @BeforeAll
    static void unpack() throws Exception {
        home = HubProcess.unpack(folder);
        data = home.resolve("data");
        archive = data.resolve("classes.jsa");
        key = data.resolve("classes.key");
        Files.writeString(home.resolve("conf/hub.properties"), "plumage.archive.after = 0\n");
    }

    @BeforeEach
    void traceClasses() {
        loaded = own.resolve("loaded");
        environment = Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    }

    @Test
    @Order(1)
    void isMadeAtTheFirstStart() throws Exception {
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            awaitArchive(hub);
            assertThat(hub.output()).doesNotContain("archive", "warning");
            assertThat(hub.stop()).isZero();
        }
        assertThat(Files.readString(loaded))
                .contains("plumage.core.Sampler source: ")
                .doesNotContain(FROM_ARCHIVE);
        assertThat(data.resolve("training/classes.jsa")).doesNotExist();
    }

    @Test
    @Order(2)
    void isUsedAtTheSecond() throws Exception {
        Object made = Files.readAttributes(archive, "unix:ino").get("ino");
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            assertThat(Files.readString(loaded)).contains(FROM_ARCHIVE);
            assertThat(hub.output()).doesNotContain("archive", "warning");
            assertThat(hub.stop()).isZero();
        }
        assertThat(Files.readAttributes(archive, "unix:ino")).containsEntry("ino", made);
    }

    @Test
    @Order(3)
    void isIgnoredAndMadeAgainWhenDamaged() throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(Files.copy(archive, own.resolve("copy")).toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[4096]);
        }
        Files.move(own.resolve("copy"), archive, StandardCopyOption.REPLACE_EXISTING);
        String damaged = checksum();
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            assertThat(Files.readString(loaded))
                    .contains("plumage.core.Sampler source: ")
                    .doesNotContain(FROM_ARCHIVE);
            awaitArchive(hub);
            assertThat(checksum()).isNotEqualTo(damaged);
            assertThat(hub.output()).doesNotContain("archive", "warning");
            assertThat(hub.stop()).isZero();
        }
    }

    @Test
    @Order(4)
    void isMadeAgainForOtherBundles() throws Exception {
        String before = Files.readString(key);
        Files.move(jar("plumage.driver.winsen"), home.resolve("bundles/renamed.jar"));
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            hub.await("another archive", () -> !Files.readString(key).equals(before));
            awaitArchive(hub);
            assertThat(hub.stop()).isZero();
        }
        assertThat(Files.readString(key).split(" ", 2)[0]).isNotEqualTo(before.split(" ", 2)[0]);
        assertThat(Files.readString(key).split(" ", 2)[1].lines().findFirst())
                .isEqualTo(before.split(" ", 2)[1].lines().findFirst());
    }

    @Test
    @Order(5)
    void endsWhatMakesItWithTheHub() throws Exception {
        Files.delete(key);
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            List<ProcessHandle> makers = awaitMaker(hub);
            assertThat(hub.stop()).isZero();
            hub.await("its end", () -> makers.stream().noneMatch(ProcessHandle::isAlive));
        }
        assertThat(key).doesNotExist();
    }

    @Test
    @Order(6)
    void endsWhatMakesItWithAHubThatWasKilled() throws Exception {
        try (HubProcess hub = HubProcess.start(home, "hub", environment)) {
            List<ProcessHandle> makers = awaitMaker(hub);
            hub.kill();
            hub.await("its end", () -> makers.stream().noneMatch(ProcessHandle::isAlive));
        }
        assertThat(key).doesNotExist();
    }

    @Test
    @Order(7)
    void isNotNeeded() throws Exception {
        Map<String, String> elsewhere = new HashMap<>(environment);
        elsewhere.put("PLUMAGE_DATA", own.resolve("data").toString());
        Path inTheWay = Files.createDirectories(own.resolve("data")).resolve("training");
        Files.writeString(inTheWay, "a file where a folder should be made");
        try (HubProcess hub = HubProcess.start(home, "hub", elsewhere)) {
            String complaint = "plumage: no archive of classes was made, starts stay slow: ";
            hub.await("a word about it", () -> hub.output().contains(complaint));
            assertThat(hub.output()).contains(inTheWay.toString());
            assertThat(hub.page()).contains("plumage_build_info");
            assertThat(hub.stop()).isZero();
        }
        assertThat(own.resolve("data/classes.jsa")).doesNotExist();
    }

    /** Waits until the key's second line is the archive's checksum. */
    private static void awaitArchive(HubProcess hub) throws Exception {
        hub.await("an archive", () -> Files.exists(key) && Files.readString(key).endsWith("\n" + checksum() + "\n"));
    }

    private static List<ProcessHandle> awaitMaker(HubProcess hub) throws Exception {
        ProcessHandle process = ProcessHandle.of(hub.pid()).orElseThrow();
        hub.await("who makes it", () -> process.descendants().findAny().isPresent());
        return process.descendants().toList();
    }

    private static String checksum() throws Exception {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(archive));
        return Long.toHexString(crc.getValue());
    }

    private static Path jar(String name) throws Exception {
        try (Stream<Path> jars = Files.list(home.resolve("bundles"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
