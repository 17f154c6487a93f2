package plumage.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.service.cm.ConfigurationEvent.CM_DELETED;
import static org.osgi.service.cm.ConfigurationEvent.CM_UPDATED;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** FileInstall, editors and the console take their turns by hand, in the orders that hurt. */
class ConfigurationFilesTest {
    private static final String PID = "plumage.x~a";
    private static final String A = "# mine\nbus = i2c-1\n";
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path temp;

    private final Map<String, Map<String, Object>> configurations = new TreeMap<>();
    private Path folder;
    private Path file;
    private ConfigurationFiles files;

    @BeforeEach
    void start() throws Exception {
        folder = temp.toRealPath();
        file = folder.resolve("plumage.x-a.cfg");
        restart();
    }

    @Test
    void aConsoleEditGoesIntoTheFile() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        edit(Map.of("bus", "i2c-2"));
        assertThat(file).hasContent("# mine\nbus = i2c-2");
        edit(Map.of("bus", "i2c-3", "interval", "1s"));
        assertThat(file).hasContent("# mine\nbus = i2c-3\ninterval = 1s");
    }

    @Test
    void aFileOfARunBeforeIsKnown() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        restart();
        edit(Map.of("bus", "i2c-2"));
        assertThat(file).hasContent("# mine\nbus = i2c-2");
    }

    @Test
    void whatSaysTheSameIsNotWritten() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        edit(Map.of("bus", "i2c-1"));
        assertUntouched(A);
    }

    @Test
    void halfAFileThatWasLoadedIsNotWritten() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        save("");
        load(Map.of());
        assertUntouched("");
    }

    /** The editor had truncated the file when FileInstall read it, and has finished the same text when the change is told. */
    @Test
    void anEmptyStateIsNotWrittenOverTheSameTextAsBefore() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        load(Map.of());
        assertThat(file).hasContent(A);
        assertLoadedAgain();
    }

    @Test
    void anEditOfAnEmptyStateIsNotWrittenOverTheFile() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        load(Map.of());
        save(A);
        edit(Map.of("interval", "1s"));
        assertThat(file).hasContent(A);
        assertLoadedAgain();
    }

    @Test
    void ofTwoChangesAtTheSameTimeTheFilesOneCounts() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        save("bus = i2c-7\n");
        edit(Map.of("bus", "i2c-2"));
        assertThat(file).hasContent("bus = i2c-7");
        assertLoadedAgain();
        load(Map.of("bus", "i2c-7"));
        edit(Map.of("bus", "i2c-2"));
        assertThat(file).hasContent("bus = i2c-2");
    }

    @Test
    void anEditAfterACommentWasChangedIsWritten() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        save("# ours\nbus = i2c-1\n");
        edit(Map.of("bus", "i2c-2"));
        assertThat(file).hasContent("# ours\nbus = i2c-2");
    }

    @Test
    void anEditThatForgetsTheFileIsWrittenToo() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        configurations.put(PID, Map.of("bus", "i2c-2"));
        files.changed(CM_UPDATED, PID, false);
        assertThat(file).hasContent("# mine\nbus = i2c-2");
    }

    @Test
    void whatCannotBeWrittenIsTriedAgainWithTheNextEdit() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        Path blocked = Files.createDirectories(folder.resolve(".plumage.x-a.cfg.new/in the way"));
        edit(Map.of("bus", "i2c-2"));
        assertUntouched(A);
        Files.delete(blocked);
        edit(Map.of("bus", "i2c-3"));
        assertThat(file).hasContent("# mine\nbus = i2c-3");
    }

    @Test
    void aFileInAnotherEncodingIsLeftAlone() throws Exception {
        byte[] latin1 = {'#', (byte) 0xFC, '\n', 'a', '=', '1', '\n'};
        Files.write(file, latin1);
        load(Map.of("a", "1"));
        edit(Map.of("a", "2"));
        assertThat(file).hasBinaryContent(latin1);
    }

    @Test
    void aFileGoesWithItsConfiguration() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        delete(false);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileOfARunBeforeGoesWithItsConfiguration() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        restart();
        delete(false);
        assertThat(file).doesNotExist();
    }

    /** An editor deletes and writes anew; FileInstall saw it gone. */
    @Test
    void aNewFileStaysWhenTheOldOnesConfigurationGoes() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        delete(true);
        assertUntouched(A);
    }

    @Test
    void aChangedFileStaysWhenItsConfigurationIsDeleted() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        save("bus = i2c-7\n");
        delete(false);
        assertThat(file).hasContent("bus = i2c-7");
        assertLoadedAgain();
    }

    @Test
    void aFileThatIsGoneStaysSo() throws Exception {
        save(A);
        load(Map.of("bus", "i2c-1"));
        Files.delete(file);
        edit(Map.of("bus", "i2c-2"));
        delete(false);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void filesElsewhereAndConfigurationsWithoutOneAreNoneOfOurs() throws Exception {
        Path elsewhere =
                Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("y.cfg"), A);
        files = new ConfigurationFiles(admin(), new ConfigurationFolder(folder.resolve("conf")), name -> null);
        update("y", elsewhere, Map.of("bus", "i2c-1"), true);
        update("y", elsewhere, Map.of("bus", "i2c-2"), false);
        configurations.put("z", Map.of("bus", "i2c-2"));
        files.changed(CM_UPDATED, "z", false);
        files.changed(CM_DELETED, "y", false);
        assertThat(elsewhere).hasContent(A);
    }

    private void restart() throws Exception {
        files = new ConfigurationFiles(admin(), new ConfigurationFolder(folder), name -> null);
    }

    /** As an editor does, long ago. */
    private void save(String text) throws Exception {
        Files.setLastModifiedTime(Files.writeString(file, text), LONG_AGO);
    }

    private void load(Map<String, Object> values) {
        update(PID, file, values, true);
    }

    private void edit(Map<String, Object> values) {
        update(PID, file, values, false);
    }

    private void update(String pid, Path from, Map<String, Object> values, boolean loaded) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("service.pid", pid);
        all.put("service.factoryPid", "plumage.x");
        all.put("felix.fileinstall.filename", from.toUri().toString());
        configurations.put(pid, all);
        files.changed(CM_UPDATED, pid, loaded);
    }

    private void delete(boolean loaded) {
        configurations.remove(PID);
        files.changed(CM_DELETED, PID, loaded);
    }

    private void assertUntouched(String text) throws Exception {
        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
    }

    private void assertLoadedAgain() throws Exception {
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(LONG_AGO);
    }

    /** Answers as a Config Admin with these configurations, and only what is asked here. */
    private ConfigurationAdmin admin() {
        return proxy(ConfigurationAdmin.class, Map.of("listConfigurations", this::list));
    }

    private Configuration @Nullable [] list(Object filter) {
        List<Configuration> found = new ArrayList<>();
        configurations.forEach((pid, properties) -> {
            if (filter.equals("(felix.fileinstall.filename=*)") || filter.equals("(service.pid=" + pid + ")")) {
                found.add(proxy(
                        Configuration.class,
                        Map.of(
                                "getProperties",
                                none -> FrameworkUtil.asDictionary(properties),
                                "getPid",
                                none -> pid)));
            }
        });
        return found.isEmpty() ? null : found.toArray(Configuration[]::new);
    }

    private static <T> T proxy(Class<T> type, Map<String, Function<Object, @Nullable Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answers.get(method.getName())
                        .apply(arguments == null ? "" : arguments[0])));
    }
}
