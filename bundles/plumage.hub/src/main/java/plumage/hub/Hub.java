package plumage.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import plumage.hub.Settings.Command;

/** One run of a hub: prepares its folders, starts the framework with its bundles, says where to look, and stops with the process. */
final class Hub {
    private static final String PORT = "org.osgi.service.http.port";
    private static final String HOST = "org.apache.felix.http.host";
    private static final String ANY_HOST = "0.0.0.0";
    private static final String DEFAULT_PORT = "9680";
    /** Whoever stops a hub waits at most two seconds. */
    private static final long STOP_MILLIS = 1_500;

    private final Settings settings;
    private volatile int status;

    Hub(Settings settings) {
        this.settings = settings;
    }

    /** Returns when the framework has been stopped from inside, such as by the shell. */
    void run() throws Refusal, IOException {
        Map<String, String> properties = properties();
        Address address = Address.free(
                properties.getOrDefault(HOST, ANY_HOST),
                settings.port() != null
                        ? settings.port()
                        : Settings.port(PORT, properties.getOrDefault(PORT, DEFAULT_PORT)));
        properties.put(HOST, address.host());
        properties.put(PORT, Integer.toString(address.port()));
        create(settings.data());
        // Held by the process until it ends.
        FileChannel lockFile =
                FileChannel.open(settings.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock(lockFile);
        String password = prepare();
        try {
            run(properties, address, password);
        } catch (BundleException failed) {
            throw new Refusal("the framework does not start: " + failed.getMessage());
        }
    }

    private void run(Map<String, String> properties, Address address, String password)
            throws BundleException, IOException, Refusal {
        Path shared = settings.home().resolve("bundles");
        Bundles bundles =
                settings.command() == Command.DEMO ? Bundles.in(shared) : Bundles.in(shared, shared.resolve("hub"));
        String fingerprint = bundles.fingerprint();
        Path cached = settings.data().resolve("cache.fingerprint");
        // Written at an orderly end only: after a power cut the cache may be damaged.
        boolean fresh = !Files.exists(cached) || !Files.readString(cached).equals(fingerprint);
        ClassArchive archive =
                new ClassArchive(settings, fingerprint, ClassArchive.delay(properties.get(ClassArchive.AFTER)));
        Files.deleteIfExists(cached);
        if (fresh) {
            properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        }
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework, cached, fingerprint, archive), "stop"));
        framework.init();
        if (fresh) {
            bundles.install(framework.getBundleContext());
        }
        framework.start();
        if (!address.answers()) {
            status = 1;
            throw new Refusal("nothing listens on " + address.url() + "; the messages above tell why");
        }
        switch (settings.command()) {
            case TRAIN -> train(address);
            case DEMO -> {
                tell(address, password);
                awaitEnd(framework);
            }
            case HUB -> {
                tell(address, password);
                archive.makeWhenDue();
                awaitEnd(framework);
            }
        }
        System.exit(0);
    }

    private void train(Address address) throws IOException {
        status = 1;
        try {
            new Training(address, settings.data()).run();
            status = 0;
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(Framework framework) {
        try {
            while (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
                // restarted, such as by the web console: goes on
            }
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last thing a process does: an orderly end is status 0, whatever signal asked for it. */
    private void stop(Framework framework, Path cached, String fingerprint, ClassArchive archive) {
        archive.close();
        try {
            framework.stop();
            if (framework.waitForStop(STOP_MILLIS).getType() != FrameworkEvent.WAIT_TIMEDOUT) {
                Files.writeString(cached, fingerprint);
            }
        } catch (BundleException | IOException | InterruptedException failed) {
            System.err.println("plumage: while stopping: " + failed);
        }
        Runtime.getRuntime().halt(status);
    }

    /** The archive's properties, over them the user's, over them what must be. */
    private Map<String, String> properties() throws IOException {
        Map<String, String> all = new HashMap<>();
        load(settings.home().resolve("lib/framework.properties"), all);
        all.put(HOST, settings.isEmulated() ? "127.0.0.1" : ANY_HOST);
        if (!settings.isEmulated()) {
            load(settings.conf().resolve("hub.properties"), all);
        }
        if (settings.host() != null) {
            all.put(HOST, settings.host());
        }
        Path data = settings.data();
        all.put("plumage.data", data.toString());
        all.put(Constants.FRAMEWORK_STORAGE, data.resolve("cache").toString());
        all.put("felix.cm.dir", data.resolve("config").toString());
        all.put("felix.fileinstall.tmpdir", data.resolve("tmp").toString());
        all.put("felix.fileinstall.dir", settings.conf() + "," + settings.conf().resolve("deploy"));
        all.putIfAbsent(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(Bundles.LAST_LEVEL));
        all.putIfAbsent("felix.fileinstall.start.level", Integer.toString(Bundles.LAST_LEVEL));
        Path ownLogging = settings.conf().resolve("logback.xml");
        all.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                (Files.exists(ownLogging) ? ownLogging : settings.home().resolve("lib/logback.xml")).toString());
        all.put("felix.webconsole.security.providers", "plumage");
        all.put(ConfigurationFolder.PROPERTY, settings.conf().toString());
        all.put(ConsoleGuard.PASSWORD_FILE, ConsolePassword.file(data).toString());
        // A shell that reads from nobody would end the framework at once.
        all.putIfAbsent("gosh.args", hasTerminal() ? "" : "--nointeractive --noshutdown");
        String initial = initialConfigurations();
        if (!initial.isEmpty()) {
            all.put("configurator.initial", initial);
        }
        return all;
    }

    private static void load(Path file, Map<String, String> all) throws IOException {
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        }
    }

    /** The files that the Configurator reads when it starts. */
    private String initialConfigurations() throws IOException {
        if (!Files.isDirectory(settings.conf())) {
            return "";
        }
        try (Stream<Path> files = Files.list(settings.conf())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> file.toUri().toString())
                    .collect(Collectors.joining(","));
        }
    }

    /** Whether somebody can type: the script found a terminal, and this process is not in its background, where reading would suspend it. */
    private static boolean hasTerminal() {
        if (!Boolean.getBoolean(Main.TERMINAL)) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            // proc(5): behind the name, which may contain anything: state, parent, process group, session, terminal,
            // its foreground group
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return fields.get(2).equals(fields.get(5));
        } catch (IOException notLinux) {
            return true;
        }
    }

    private void lock(FileChannel channel) throws Refusal, IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new Refusal("it runs already with its data in " + settings.data()
                    + "; PLUMAGE_DATA chooses another folder for a second one");
        }
    }

    /** Makes the folders. Returns what to say about the console's password. */
    private String prepare() throws Refusal, IOException {
        Path conf = settings.conf();
        if (settings.isEmulated()) {
            delete(conf);
            delete(settings.data().resolve("config"));
            copy(settings.home().resolve("demo"), conf);
            if (settings.command() == Command.TRAIN) {
                copy(settings.home().resolve("lib/training"), conf);
            }
        } else if (!Files.exists(conf)) {
            copy(settings.home().resolve("conf"), conf);
        }
        create(conf.resolve("deploy"));
        create(settings.data().resolve("tmp"));
        Path file = ConsolePassword.file(settings.data());
        if (Files.exists(file)) {
            return ConsolePassword.read(file).isChosen() ? "your password" : "password in " + file;
        }
        ConsolePassword generated = ConsolePassword.generate();
        generated.write(file);
        return "password " + generated.line();
    }

    private static void create(Path folder) throws Refusal {
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new Refusal("cannot make the folder " + folder + ": " + refused);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void tell(Address address, String password) {
        StringBuilder text = new StringBuilder("Plumage ")
                .append(settings.command() == Command.DEMO ? "demo with emulated sensors" : "hub")
                .append(" is running\n");
        line(text, "metrics", address.url() + "/metrics");
        if (!address.url().equals(address.urlFromElsewhere())) {
            line(text, "", address.urlFromElsewhere() + "/metrics from other machines");
        }
        line(text, "overview", address.url() + "/");
        line(text, "console", address.url() + "/system/console  user " + ConsolePassword.USER + ", " + password);
        line(text, "sensors", settings.conf() + "  one .cfg file each, taken at once");
        line(text, "stop", "Ctrl-C");
        System.out.print(text);
        System.out.flush();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-9s %s%n", name, value));
    }
}
