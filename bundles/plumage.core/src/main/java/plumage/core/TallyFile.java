package plumage.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one sensor's tally on disk. Its name tells how the hub that wrote it ended: {@code .running} until it has stopped in order, {@code .stopped} after. So a
 * state is marked as in use by a rename, which needs no space on a full disk, and whoever finds {@code .running} knows of a crash. Whatever happens, the file is
 * there as a whole. Used by one thread.
 */
final class TallyFile {
    private static final Logger LOG = LoggerFactory.getLogger(TallyFile.class);
    /** File names have 255 bytes at most. */
    private static final int LONGEST_NAME = 200;

    private final Path running;
    private final Path stopped;

    /** The state of a configuration's sensor. */
    TallyFile(Path folder, String pid) {
        String name = name(pid);
        running = folder.resolve(name + ".running");
        stopped = folder.resolve(name + ".stopped");
    }

    private static String name(String pid) {
        String name = URLEncoder.encode(pid, UTF_8).replace("%7E", "~");
        return name.length() > LONGEST_NAME
                ? name.substring(0, LONGEST_NAME / 2) + UUID.nameUUIDFromBytes(pid.getBytes(UTF_8))
                : name;
    }

    /**
     * Reads what a hub left and marks it as in use. After a crash the count is 0.
     *
     * @throws IOException when it cannot be marked: then it is no state to go on from
     */
    TallyState begin() throws IOException {
        Optional<TallyState> left = read(stopped);
        if (left.isEmpty()) {
            return afterCrash();
        }
        mark();
        return left.get();
    }

    /** What is left when there was no stop in order, or nobody can tell the next one that there was. */
    TallyState afterCrash() {
        return new TallyState(0, Math.max(lifetime(stopped), lifetime(running)));
    }

    private static long lifetime(Path file) {
        return read(file).map(TallyState::lifetime).orElse(0L);
    }

    /**
     * Stores the state of a tally that goes on.
     *
     * @throws IOException when it cannot be stored
     */
    void store(TallyState state) throws IOException {
        mark(); // unless that is done
        replace(running, state);
    }

    /**
     * Stores the state of a tally that ends.
     *
     * @throws IOException when it cannot be stored
     */
    void end(TallyState state) throws IOException {
        replace(stopped, state);
        Files.deleteIfExists(running);
        forceEntries();
    }

    /**
     * Leaves nothing.
     *
     * @throws IOException when something stays
     */
    void delete() throws IOException {
        Files.deleteIfExists(stopped);
        Files.deleteIfExists(running);
        Files.deleteIfExists(written());
    }

    /** What was counted before in use: whatever is in the other file is older. */
    private void mark() throws IOException {
        try {
            Files.move(stopped, running, ATOMIC_MOVE);
            forceEntries();
        } catch (NoSuchFileException marked) {
            // by an earlier call, or there never was one
        }
    }

    private void replace(Path file, TallyState state) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(written(), CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(state.text().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written(), file, ATOMIC_MOVE);
        forceEntries();
    }

    private Path written() {
        return running.resolveSibling(running.getFileName() + ".new");
    }

    /** What is renamed in a folder lasts when the folder itself is on the disk. */
    private void forceEntries() throws IOException {
        try (FileChannel channel = FileChannel.open(running.resolveSibling("."), READ)) {
            channel.force(true);
        }
    }

    private static Optional<TallyState> read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Optional.of(TallyState.parse(new String(bytes.readNBytes(TallyState.LONGEST), ISO_8859_1)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            setAside(file, unreadable);
            return Optional.empty();
        }
    }

    private static void setAside(Path file, Exception why) {
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        try {
            Files.move(file, aside, ATOMIC_MOVE);
            LOG.error("{} cannot be read ({}) and is now {}; its counter begins at 0", file, why.getMessage(), aside);
        } catch (IOException stays) {
            LOG.error("{} cannot be read ({}); its counter begins at 0", file, why.getMessage());
        }
    }
}
