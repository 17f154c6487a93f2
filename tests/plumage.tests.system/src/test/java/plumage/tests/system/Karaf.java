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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import plumage.tests.programs.Eventually;

/**
 * The full Apache Karaf as its users run it, on free ports of the loopback interface. It has its own folder of configuration and data, and no Maven repository
 * but its own, with what its features {@code scr}, {@code http-whiteboard} and {@code eventadmin} consist of: anything else that a deployed archive does not carry is not there.
 */
final class Karaf implements AutoCloseable {
    /** Beyond what a loaded machine needs. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path base;
    private final Process process;
    private final int http;
    private final int registry;
    private final int rmi;

    private Karaf(Path base, Process process, List<Integer> ports) {
        this.base = base;
        this.process = process;
        http = ports.get(0);
        registry = ports.get(1);
        rmi = ports.get(2);
    }

    /**
     * Starts it and waits until it has started.
     *
     * @param base the folder it may write to
     * @param framework {@code felix}, or {@code equinox} as openHAB has it
     */
    static Karaf start(Path base, String framework) throws Exception {
        Path home = only(Path.of("target"), "apache-karaf-\\d.*");
        copy(home.resolve("etc"), base.resolve("etc"));
        Files.createDirectories(base.resolve("deploy"));
        List<Integer> ports = freePorts(4);

        set(base, "config.properties", Map.of("karaf.framework", framework));
        set(
                base,
                "org.ops4j.pax.url.mvn.cfg",
                Map.of(
                        "org.ops4j.pax.url.mvn.repositories",
                        Path.of("target/karaf-repository").toUri() + "@id=karaf",
                        "org.ops4j.pax.url.mvn.localRepository",
                        base.resolve("repository")));
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
        set(base, "users.properties", Map.of("tester", "secret,admin,manager,viewer,systembundles"));

        ProcessBuilder builder = new ProcessBuilder(
                        "bash", home.resolve("bin/karaf").toString(), "daemon")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(base.resolve("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_"));
        builder.environment().putAll(Map.of("KARAF_BASE", base.toString(), "CHECK_ROOT_INSTANCE_RUNNING", "false"));
        Karaf karaf = new Karaf(base, builder.start(), ports);
        try {
            karaf.await("Karaf's management", () -> !karaf.bundles().isEmpty());
            return karaf;
        } catch (Exception | AssertionError failed) {
            karaf.close();
            throw failed;
        }
    }

    /** The archive that the build made. */
    static Path archive() throws IOException {
        return only(Path.of("../../features/plumage.karaf/target"), ".*\\.kar");
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

    /** Writes a file of configuration. */
    void configure(String file, String content) throws IOException {
        Files.writeString(base.resolve("etc").resolve(file), content);
    }

    /** Installs a feature that is there but not installed. */
    void install(String feature) throws Exception {
        try (JMXConnector jmx = connect()) {
            jmx.getMBeanServerConnection()
                    .invoke(
                            new ObjectName("org.apache.karaf:type=feature,name=root"),
                            "installFeature",
                            new Object[] {feature},
                            new String[] {String.class.getName()});
        }
    }

    /** Names and states of all bundles. */
    Map<String, String> bundles() throws Exception {
        try (JMXConnector jmx = connect()) {
            TabularData table = (TabularData) jmx.getMBeanServerConnection()
                    .getAttribute(new ObjectName("org.apache.karaf:type=bundle,name=root"), "Bundles");
            Map<String, String> bundles = new TreeMap<>();
            for (Object row : table.values()) {
                CompositeData bundle = (CompositeData) row;
                bundles.put(String.valueOf(bundle.get("Symbolic Name")), String.valueOf(bundle.get("State")));
            }
            return bundles;
        }
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
        try {
            Eventually.get(BOUND, condition, Boolean::booleanValue);
        } catch (AssertionError late) {
            throw new AssertionError(what + ": " + late.getMessage() + "\n" + log(), late);
        }
    }

    /** What it has logged, and said before it could log. */
    String log() throws IOException {
        Path log = base.resolve("data/log/karaf.log");
        return Files.readString(base.resolve("output.txt")) + (Files.exists(log) ? Files.readString(log) : "");
    }

    /** Physical memory of the process, as the kernel tells it. */
    String residentMemory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.substring(6).strip())
                    .findFirst()
                    .orElse("unknown");
        }
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
        return JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, new String[] {"tester", "secret"}));
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
