package plumage.bus.pi4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import plumage.bus.BusException;
import plumage.bus.BusProvider.SysfsPort;
import plumage.bus.Fault;

/** The kernel's files below {@code /sys}. Read by system calls, because only those tell why a chip behind a file could not be read. */
final class SysfsFiles implements SysfsPort {
    /** A page, which is all that an attribute can have (Documentation/filesystems/sysfs.rst). */
    private static final int LONGEST = 4096;

    private final Kernel kernel;
    private final Path root;

    SysfsFiles(Kernel kernel, Path root) {
        this.kernel = kernel;
        this.root = root;
    }

    @Override
    public List<String> list(String directory) throws BusException {
        Path path = root.resolve(directory);
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException refused) {
            throw failure(path, refused);
        }
    }

    @Override
    public String locate(String path) throws BusException {
        Path link = root.resolve(path);
        try {
            return root.toRealPath().relativize(link.toRealPath()).toString();
        } catch (IOException refused) {
            throw failure(link, refused);
        }
    }

    @Override
    public String read(String file) throws BusException {
        Path path = root.resolve(file);
        ByteBuffer bytes = contents(path);
        if (bytes.limit() > LONGEST) {
            throw new BusException(Fault.CRC, path + " has more than " + LONGEST + " bytes");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().strip();
            if (text.isEmpty()) {
                throw new BusException(Fault.CRC, path + " is empty");
            }
            if (text.codePoints().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
                return text;
            }
        } catch (CharacterCodingException binary) {
            // told below, as control characters are
        }
        throw new BusException(Fault.CRC, path + " is not a text");
    }

    private ByteBuffer contents(Path path) throws BusException {
        int descriptor = kernel.openToRead(path);
        if (descriptor < 0) {
            throw failure(path, -descriptor);
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocateDirect(LONGEST + 1);
            int count;
            do {
                count = kernel.read(descriptor, bytes);
            } while (count > 0 && bytes.hasRemaining());
            if (count < 0) {
                throw failure(path, -count);
            }
            return bytes.flip();
        } finally {
            kernel.close(descriptor);
        }
    }

    private static BusException failure(Path path, int errno) {
        if (errno == Errno.ENOENT.number || errno == Errno.ENODEV.number) {
            return absent(path);
        }
        if (errno == Errno.EACCES || errno == Errno.EPERM) {
            return forbidden(path);
        }
        return Errno.failure(path.toString(), errno);
    }

    private static BusException failure(Path path, IOException refused) {
        if (refused instanceof NoSuchFileException || refused instanceof NotDirectoryException) {
            return absent(path);
        }
        if (refused instanceof AccessDeniedException) {
            return forbidden(path);
        }
        return new BusException(Fault.BUS, path + " cannot be read: " + refused.getMessage(), refused);
    }

    private static BusException absent(Path path) {
        return new BusException(
                Fault.BUS, path + " is not there: the kernel has no driver loaded for it, or no device");
    }

    private static BusException forbidden(Path path) {
        return new BusException(Fault.BUS, "no permission to read " + path);
    }

    /** Nothing stays open. */
    @Override
    public void close() {}
}
