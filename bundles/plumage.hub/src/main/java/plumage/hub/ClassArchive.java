package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The hub's classes, read and checked once and for all: the virtual machine maps the file {@code classes.jsa} into memory, which makes a start shorter. The launcher
 * script passes the file on when it is there. It is made in the background, by a process that runs a hub of emulated sensors for a moment ({@link Training}): writing it in the
 * hub's own process would halt that for seconds, or delay its end.
 *
 * <p>Beside it {@code classes.key} says what it was made of. An archive of other bundles or another Java is made again; until then the virtual machine itself
 * ignores what does not fit.
 */
final class ClassArchive implements AutoCloseable {
    /** The framework property that says when an archive is made: seconds after the start, or {@code never}. */
    static final String AFTER = "plumage.archive.after";

    private static final Duration USUAL_DELAY = Duration.ofMinutes(1);
    /** Two archives and what else wants to be written meanwhile. */
    private static final long NEEDED_BYTES = 64 << 20;

    private static final String NEVER = "never";
    private static final String FILE = "classes.jsa";
    private static final String NONE = "none";

    private final Settings settings;
    private final @Nullable Duration delay;
    private final String key;
    private final Path file;
    private final Path keyFile;
    private @Nullable Process process;
    private boolean closed;

    /**
     * @param bundles a checksum over what the framework runs
     * @param delay from the start until one is made; null is never
     */
    ClassArchive(Settings settings, String bundles, @Nullable Duration delay) throws IOException {
        this.settings = settings;
        this.delay = delay;
        this.key = key(bundles);
        this.file = settings.data().resolve(FILE);
        this.keyFile = settings.data().resolve("classes.key");
    }

    /** Understands {@link #AFTER}. */
    static @Nullable Duration delay(@Nullable String text) throws Refusal {
        if (text == null) {
            return USUAL_DELAY;
        }
        if (text.strip().equals(NEVER)) {
            return null;
        }
        try {
            return Duration.ofSeconds(Integer.parseUnsignedInt(text.strip()));
        } catch (NumberFormatException notANumber) {
            throw new Refusal(AFTER + "=" + Settings.shortened(text)
                    + " is no number of seconds; allowed are 0 and more, and " + NEVER);
        }
    }

    /** What the virtual machine compares when it opens an archive, and the bundles. */
    private static String key(String bundles) throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        StringBuilder text =
                new StringBuilder(bundles).append(' ').append(Runtime.version()).append(' ');
        text.append(home).append(stamp(home.resolve("lib/modules")));
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            text.append(' ').append(jar).append(stamp(Path.of(jar)));
        }
        return text.toString();
    }

    private static String stamp(Path file) throws IOException {
        return Files.exists(file) ? ":" + Files.size(file) + ":" + Files.getLastModifiedTime(file) : "";
    }

    /** Looks at the archive when the hub has run for a while, and makes one where there is none, one of something else, or a damaged one. */
    void makeWhenDue() {
        Duration wait = delay;
        if (wait != null) {
            Thread thread = new Thread(() -> makeAfter(wait), "plumage-archive");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void makeAfter(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
            if (!isCurrent()) {
                make();
            }
        } catch (IOException failed) {
            System.err.println("plumage: no archive of classes was made, starts stay slow: " + failed);
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isCurrent() throws IOException {
        String said = read(keyFile);
        return said.equals(say(NONE)) || Files.exists(file) && said.equals(say(checksum(file)));
    }

    private void make() throws IOException, InterruptedException {
        long free = Files.getFileStore(settings.data()).getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw new IOException(
                    "only " + (free >> 20) + " of " + (NEEDED_BYTES >> 20) + " MB are free in " + settings.data());
        }
        Path made = settings.data().resolve("training").resolve(FILE);
        Files.deleteIfExists(made);
        int status = train(made);
        if (isClosed()) {
            return;
        }
        if (status != 0) {
            throw new IOException(
                    "the process that makes it ended with status " + status + ", see " + made.resolveSibling("log"));
        }
        publish(made);
    }

    private int train(Path made) throws IOException, InterruptedException {
        Files.createDirectories(made.getParent());
        ProcessBuilder builder = new ProcessBuilder(
                        settings.home().resolve("plumage").toString(), "train")
                .redirectErrorStream(true)
                .redirectOutput(made.resolveSibling("log").toFile());
        builder.environment().put("PLUMAGE_DATA", settings.data().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process started;
        synchronized (this) {
            if (closed) {
                return 0;
            }
            started = builder.start();
            process = started;
        }
        return started.waitFor();
    }

    /** A Java that cannot make one is not asked again. */
    private void publish(Path made) throws IOException {
        if (!Files.exists(made)) {
            Files.deleteIfExists(file);
            Files.writeString(keyFile, say(NONE));
            return;
        }
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.READ)) {
            channel.force(true);
        }
        String checksum = checksum(made);
        Files.deleteIfExists(keyFile);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(keyFile, say(checksum));
    }

    private String say(String checksum) {
        return key + "\n" + checksum + "\n";
    }

    private static String read(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    private static String checksum(Path file) throws IOException {
        CheckedInputStream input = new CheckedInputStream(Files.newInputStream(file), new CRC32());
        try (InputStream closing = input) {
            closing.transferTo(OutputStream.nullOutputStream());
        }
        return Long.toHexString(input.getChecksum().getValue());
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends what makes one; the next start makes it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
