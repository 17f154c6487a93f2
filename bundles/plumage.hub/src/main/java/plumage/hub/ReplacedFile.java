package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a text file as a whole: whoever reads it, also after a power cut, finds the old text or the new. */
final class ReplacedFile {
    private ReplacedFile() {}

    /**
     * Replaces a text by another, with the same permissions and, where the system lets us, the same owner and group. Of a symbolic link the target is replaced.
     *
     * @param old what the file must still say
     * @throws IOException when it does not, cannot be written or is not allowed to be; it then is as it was
     */
    static void replace(Path file, String old, String text) throws IOException {
        Path target = file.toRealPath();
        if (!Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString(), null, "the file is not writable");
        }
        // Always the same name, so that those which a power cut leaves do not pile up; none that FileInstall reads.
        Path written = target.resolveSibling("." + target.getFileName() + ".new");
        Files.deleteIfExists(written);
        try {
            write(written, text, Files.readAttributes(target, PosixFileAttributes.class));
            if (!Files.readString(target).equals(old)) {
                throw new IOException("the file is being changed by somebody else");
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
        forceEntry(target);
    }

    /** Deletes a file, of a symbolic link the link. */
    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            forceEntry(file);
        }
    }

    private static void write(Path written, String text, PosixFileAttributes as) throws IOException {
        try (FileChannel channel = FileChannel.open(
                written,
                Set.of(CREATE_NEW, WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(written, PosixFileAttributeView.class, NOFOLLOW_LINKS);
            try {
                view.setGroup(as.group());
                view.setOwner(as.owner());
            } catch (IOException notOursToGive) {
                // then it is the hub's, which could write it before, too
            }
            view.setPermissions(as.permissions());
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** What is renamed in a folder lasts when the folder itself is on the disk. */
    private static void forceEntry(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.resolveSibling("."), READ)) {
            channel.force(true);
        }
    }
}
