package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The bundles of the archive. */
final class Bundles {
    /** Where bundles start that are no part of the hub's base; the framework ends there. */
    static final int LAST_LEVEL = 3;

    private static final int LOGGING_LEVEL = 1;
    private static final int BASE_LEVEL = 2;

    /** The record at the end of a ZIP file without a comment, and where in it stands the offset of the table of contents. */
    private static final int END_MARK = 0x06054b50;

    private static final int END_BYTES = 22;
    private static final int TABLE_OFFSET = 16;

    private final List<Path> jars;

    private Bundles(List<Path> jars) {
        this.jars = jars;
    }

    /** All in these folders, those below them left out. */
    static Bundles in(Path... folders) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return new Bundles(jars);
    }

    /** Changes when a bundle is added, removed, renamed or has other contents, or when the folder is another one. */
    String fingerprint() throws IOException {
        CRC32 crc = new CRC32();
        for (Path jar : jars) {
            crc.update(jar.toString().getBytes(UTF_8));
            crc.update(contents(jar));
        }
        return Long.toHexString(crc.getValue());
    }

    /** A jar's table of contents, which has a checksum of each entry, and what else is behind the entries; of any other file all. */
    private static ByteBuffer contents(Path jar) throws IOException {
        try (FileChannel channel = FileChannel.open(jar)) {
            ByteBuffer end = read(channel, Math.max(0, channel.size() - END_BYTES));
            boolean known = end.remaining() == END_BYTES && end.getInt(0) == END_MARK;
            return read(channel, known ? Integer.toUnsignedLong(end.getInt(TABLE_OFFSET)) : 0);
        }
    }

    private static ByteBuffer read(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) Math.max(0, channel.size() - from)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // reads on
        }
        return bytes.flip();
    }

    /** Installs all where they lie, without a copy in the cache; they start when the framework does. */
    void install(BundleContext context) throws BundleException {
        for (Path jar : jars) {
            // Felix takes the text behind "file:" as it is, without escapes.
            Bundle bundle = context.installBundle("reference:file:" + jar);
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(level(jar.getFileName().toString()));
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private static int level(String jar) {
        if (jar.startsWith("pax-logging")) {
            return LOGGING_LEVEL;
        }
        return jar.startsWith("plumage.") && !jar.startsWith("plumage.hub") ? LAST_LEVEL : BASE_LEVEL;
    }
}
