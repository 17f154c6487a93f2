package plumage.tests.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import plumage.tests.programs.Eventually;

/**
 * The full Apache Karaf as its users run it, on free ports of the loopback interface, and offline: it has its own folder of configuration and data, no remote
 * Maven repository, and an empty local one. What a deployed archive needs and neither carries nor finds in Karaf is not there.
 */
final class Karaf implements AutoCloseable {
    /** What of Karaf's own features there is beside a deployed archive. */
    enum Distribution {
        /** Karaf's archive as it is. */
        PLAIN,
        /** With what {@code scr}, {@code http-whiteboard} and {@code eventadmin} consist of, as openHAB's distribution has it. */
        OPENHAB
    }

    private static final Path TARGET = Path.of("target");
    private static final String ARCHIVE = "apache-karaf-";
    private static final String USER = "tester";
    private static final String PASSWORD = "secret";
    /** Services that come last: one once the features of the start are there, and one by a thread of its own. */
    private static final List<String> STARTED =
            List.of("org.apache.karaf.features.BootFinished", "org.apache.sshd.server.SshServer");

    private static final ObjectName FEATURES = name("org.apache.karaf:type=feature,name=root");
    private static final String[] TEXT = {String.class.getName()};

    /** Beyond what a loaded machine needs. */
    /** Karaf 4.4.3 now and then stops its own management while it starts it, before anything of ours is there. */
    private static final String NO_MANAGEMENT = "Could not start JMX connector server";

    private static final int ATTEMPTS = 3;

    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final Path base;
    private final Process process;
    private final int http;
    private final int registry;
    private final int rmi;
    private final int ssh;

    private Karaf(Path home, Path base, Process process, List<Integer> ports) {
        this.home = home;
        this.base = base;
        this.process = process;
        http = ports.get(0);
        registry = ports.get(1);
        rmi = ports.get(2);
        ssh = ports.get(3);
    }

    /** The versions that the build has unpacked, the oldest first. */
    static List<String> versions() {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(ARCHIVE))
                    .map(name -> name.substring(ARCHIVE.length()))
                    .sorted(Comparator.comparing(Runtime.Version::parse))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it and waits until it has started.
     *
     * @param folder the one it may write to
     * @param framework {@code felix}, or {@code equinox} as openHAB has it
     */
    static Karaf start(Path folder, String version, String framework, Distribution distribution) throws Exception {
        for (int attempt = 1; ; attempt++) {
            Karaf karaf = launch(folder.resolve("karaf" + attempt), version, framework, distribution);
            try {
                karaf.await("Karaf's start", () -> karaf.table("service", "Services").stream()
                        .flatMap(service -> Stream.of((String[]) service.get("Interfaces")))
                        .collect(Collectors.toSet())
                        .containsAll(STARTED));
                return karaf;
            } catch (Exception | AssertionError failed) {
                boolean alone = karaf.log().contains(NO_MANAGEMENT);
                karaf.close();
                if (attempt == ATTEMPTS || !alone) {
                    throw failed;
                }
            }
        }
    }

    private static Karaf launch(Path base, String version, String framework, Distribution distribution)
            throws IOException {
        Path home = TARGET.resolve(ARCHIVE + version).toAbsolutePath();
        copy(home.resolve("etc"), base.resolve("etc"));
        Files.createDirectories(base.resolve("deploy"));
        List<Integer> ports = freePorts(4);

        set(base, "config.properties", Map.of("karaf.framework", framework));
        set(
                base,
                "org.ops4j.pax.url.mvn.cfg",
                Map.of(
                        "org.ops4j.pax.url.mvn.offline",
                        "true",
                        "org.ops4j.pax.url.mvn.repositories",
                        "",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots,"
                                + "${karaf.data.uri}kar@id=kar.repository@multi@snapshots"
                                + (distribution == Distribution.PLAIN
                                        ? ""
                                        : ","
                                                + TARGET.resolve("karaf-repository")
                                                        .toUri() + "@id=openhab"),
                        "org.ops4j.pax.url.mvn.localRepository",
                        Files.createDirectories(base.resolve("repository"))));
        set(
                base,
                "org.ops4j.pax.web.cfg",
                Map.of(
                        "org.osgi.service.http.port",
                        ports.get(0),
                        "org.ops4j.pax.web.listening.addresses",
                        "127.0.0.1"));
        set(
                base,
                "org.apache.karaf.management.cfg",
                Map.of("rmiRegistryPort", ports.get(1), "rmiServerPort", ports.get(2)));
        set(base, "org.apache.karaf.shell.cfg", Map.of("sshPort", ports.get(3), "sshHost", "127.0.0.1"));
        set(base, "users.properties", Map.of(USER, PASSWORD + ",admin,manager,viewer,systembundles,ssh"));

        ProcessBuilder builder = karaf("karaf", home, base, "daemon")
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(base.resolve("output.txt").toFile());
        return new Karaf(home, base, builder.start(), ports);
    }

    /** The archive that the build made. */
    static Path archive() throws IOException {
        return only(Path.of("../../features/plumage.karaf/target"), "plumage-\\d.*\\.kar");
    }

    /** The archive for a Karaf that is offline and has neither Declarative Services nor HTTP. */
    static Path plainArchive() throws IOException {
        return only(Path.of("../../features/plumage.karaf/target"), "plumage-karaf-\\d.*\\.kar");
    }

    /** Drops a file into the folder that Karaf watches. openHAB's is called {@code addons}. */
    void deploy(Path file) throws IOException {
        Path partial = Files.copy(file, base.resolve("partial"));
        Files.move(partial, base.resolve("deploy").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes a deployed file away. */
    void undeploy(Path file) throws IOException {
        Files.delete(base.resolve("deploy").resolve(file.getFileName()));
    }

    /** Takes a file of configuration away. */
    void forget(String file) throws IOException {
        Files.delete(base.resolve("etc").resolve(file));
    }

    /** Writes a file of configuration. */
    void configure(String file, String content) throws IOException {
        Files.writeString(base.resolve("etc").resolve(file), content);
    }

    /** Makes the features of a file known. */
    void addRepository(Path features) throws Exception {
        ask(connection -> connection.invoke(
                FEATURES, "addRepository", new Object[] {features.toUri().toString()}, TEXT));
    }

    /** Installs a feature that is there but not installed. */
    void install(String feature) throws Exception {
        ask(connection -> connection.invoke(FEATURES, "installFeature", new Object[] {feature}, TEXT));
    }

    /** Names and states of all bundles. */
    Map<String, String> bundles() throws Exception {
        Map<String, String> bundles = new TreeMap<>();
        for (CompositeData bundle : table("bundle", "Bundles")) {
            bundles.put(String.valueOf(bundle.get("Symbolic Name")), String.valueOf(bundle.get("State")));
        }
        return bundles;
    }

    /** The rows of one of Karaf's tables. */
    List<CompositeData> table(String type, String attribute) throws Exception {
        ObjectName name = new ObjectName("org.apache.karaf:type=" + type + ",name=root");
        TabularData table = (TabularData) ask(connection -> connection.getAttribute(name, attribute));
        return table.values().stream().map(CompositeData.class::cast).toList();
    }

    /** Asks its management. */
    <T> T ask(Question<T> question) throws Exception {
        try (JMXConnector jmx = connect()) {
            return question.ask(jmx.getMBeanServerConnection());
        }
    }

    /** Something to ask of its management. */
    interface Question<T> {
        T ask(MBeanServerConnection connection) throws Exception;
    }

    /** Runs a command of its shell by its client, which needs no terminal. Returns what it printed. */
    String client(String command) throws Exception {
        ProcessBuilder builder = karaf(
                "client", home, base, "-b", "-u", USER, "-p", PASSWORD, "-h", "127.0.0.1", "-a", String.valueOf(ssh));
        Path input = Files.writeString(base.resolve("command.txt"), command + "\n");
        Process client = builder.redirectInput(input.toFile()).start();
        String printed = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!client.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            client.destroyForcibly();
            throw new AssertionError("the client does not end: " + printed);
        }
        return printed;
    }

    long pid() {
        return process.pid();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                .timeout(BOUND);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Whether there is no such page, or no HTTP service any more. */
    boolean isGone(String path) throws IOException, InterruptedException {
        try {
            return get(path).statusCode() == 404;
        } catch (ConnectException refused) {
            return true;
        }
    }

    /** Waits for an answer; returns its text. */
    String awaitOk(String path) throws Exception {
        await(path, () -> get(path).statusCode() == 200);
        return get(path).body();
    }

    /** Waits until a text is on the metrics page; returns the page. */
    String awaitPage(String text) throws Exception {
        await("on the page: " + text, () -> get("/metrics").body().contains(text));
        return get("/metrics").body();
    }

    /** Waits until it is so. What throws is not so. Karaf's log is part of the failure. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        await(what, condition, Boolean::booleanValue);
    }

    /** Waits until a value fits. */
    <T> void await(String what, Callable<T> values, Predicate<? super T> fits) throws Exception {
        try {
            Eventually.get(BOUND, values, fits);
        } catch (AssertionError late) {
            throw new AssertionError(what + ": " + late.getMessage() + "\n" + log(), late);
        }
    }

    /** What it has logged, and said before it could log. */
    String log() throws IOException {
        Path log = base.resolve("data/log/karaf.log");
        return Files.readString(base.resolve("output.txt")) + (Files.exists(log) ? Files.readString(log) : "");
    }

    /** Asks it to end, and waits for that. */
    void stop() throws Exception {
        process.destroy();
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + log());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    @SuppressWarnings("BanJNDI") // the process is ours, and so is its registry
    private JMXConnector connect() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("Karaf has ended: " + log());
        }
        JMXServiceURL url = new JMXServiceURL(
                "service:jmx:rmi://127.0.0.1:" + rmi + "/jndi/rmi://127.0.0.1:" + registry + "/karaf-root");
        return JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, new String[] {USER, PASSWORD}));
    }

    /** One of its scripts, which finds its own folder and no one else's. */
    private static ProcessBuilder karaf(String script, Path home, Path base, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("bash", home.resolve("bin").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_"));
        builder.environment().putAll(Map.of("KARAF_BASE", base.toString(), "CHECK_ROOT_INSTANCE_RUNNING", "false"));
        return builder;
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Later lines of a properties file win. */
    private static void set(Path base, String file, Map<String, ?> properties) throws IOException {
        Path path = base.resolve("etc").resolve(file);
        StringBuilder content = new StringBuilder(Files.exists(path) ? Files.readString(path) : "");
        properties.forEach(
                (key, value) -> content.append('\n').append(key).append(" = ").append(value));
        Files.writeString(path, content.append('\n'));
    }

    /** All different, because all are held at the same time. */
    private static List<Integer> freePorts(int count) throws IOException {
        if (count == 0) {
            return List.of();
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Stream.concat(Stream.of(socket.getLocalPort()), freePorts(count - 1).stream())
                    .toList();
        }
    }

    private static Path only(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches(name))
                    .toList();
            if (found.size() != 1) {
                throw new AssertionError("one " + name + " expected in " + folder + ", found " + found);
            }
            return found.get(0).toAbsolutePath().normalize();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Path copy = to.resolve(from.relativize(file));
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
