package plumage.bus.pi4j;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * Has jSerialComm load its native library in a way that suits a framework and a machine with several users. Left to itself it
 *
 * <ul>
 *   <li>loads what anybody has put at a known place in the directory for temporary files,
 *   <li>has that one place only, from where Java loads nothing for a second class loader while the first is not collected,
 *   <li>leaves a shutdown hook, and with it the class loaders of whoever happened to be the first user, for ever,
 *   <li>has the process ignore signals, among them the one that says that a terminal window was closed.
 * </ul>
 */
final class SerialLibrary {
    /** Where jSerialComm looks first; whoever sets it has unpacked the library himself. */
    private static final String PATH = "jSerialComm.library.path";

    private static final List<String> MACHINES =
            List.of("armv5", "armv6hf", "armv7hf", "armv8_32", "armv8_64", "ppc64le", "x86", "x86_64");

    private final Path directory;
    private boolean loaded;

    /**
     * Nothing is loaded yet.
     *
     * @param directory nobody else may write there, and what is there may be executed
     */
    SerialLibrary(Path directory) {
        this.directory = directory;
    }

    /**
     * Loads it unless it is loaded.
     *
     * @throws BusException {@link Fault#BUS} when it cannot be unpacked
     * @throws LinkageError when there is none for this machine
     */
    synchronized void load() throws BusException {
        if (loaded) {
            return;
        }
        try {
            if (System.getProperty(PATH) == null) {
                unpackAndInitialize();
            } else {
                initialize();
            }
        } catch (IOException full) {
            throw new BusException(
                    Fault.BUS,
                    "cannot unpack jSerialComm's library into " + directory + ": " + full.getMessage(),
                    full);
        }
        loaded = true;
    }

    private void unpackAndInitialize() throws IOException {
        Path unpacked = Files.createTempDirectory(directory, "jSerialComm");
        try {
            for (String machine : MACHINES) {
                unpack("Linux/" + machine + "/libjSerialComm.so", unpacked);
            }
            System.setProperty(PATH, unpacked.toString());
            initialize();
        } finally {
            System.clearProperty(PATH);
            delete(unpacked); // what is loaded stays, as long as it is in use
        }
    }

    private static void unpack(String name, Path into) throws IOException {
        try (InputStream library = SerialPortThreadFactory.class.getResourceAsStream("/" + name)) {
            if (library != null) {
                Path file = into.resolve(name);
                Files.createDirectories(file.getParent());
                Files.copy(library, file);
            }
        }
    }

    private static void initialize() {
        ThreadFactory usual = SerialPortThreadFactory.get();
        List<Thread> hooks = new ArrayList<>();
        SerialPortThreadFactory.set(task -> {
            Thread hook = new Thread(task);
            hooks.add(hook);
            return hook;
        });
        try {
            Signals.keepDuring(SerialPort::getVersion); // any method would do
        } finally {
            SerialPortThreadFactory.set(usual);
        }
        hooks.forEach(Runtime.getRuntime()::removeShutdownHook); // the kernel closes ports too
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
