package plumage.tests.programs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hub as its user runs it: the archive, unpacked into a folder with spaces in its name, started by its script, on a free port of the loopback interface.
 *
 * <pre>{@code
 * Path home = HubProcess.unpack(folder);
 * try (HubProcess hub = HubProcess.start(home, "demo", Map.of())) {
 *     hub.awaitPage("sensor_temperature_celsius");
 * }
 * }</pre>
 */
public final class HubProcess implements AutoCloseable {
    /** Beyond what a loaded machine needs; a hub that is slower than its users want is no matter of these tests. */
    public static final Duration BOUND = Duration.ofSeconds(60);

    private static final Path ARCHIVES = Path.of("../../run-configs/target");
    private static final Pattern METRICS = Pattern.compile("metrics +(?<base>http://\\S+)/metrics");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final Thread reader;

    private HubProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "output of hub " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** The archive that the build made. */
    public static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(ARCHIVES)) {
            List<Path> archives = files.filter(
                            file -> file.getFileName().toString().matches("plumage-hub-.*\\.tar\\.gz"))
                    .toList();
            if (archives.size() != 1) {
                throw new AssertionError("one archive expected, found " + archives + "; is run-configs packaged?");
            }
            return archives.get(0).toAbsolutePath().normalize();
        }
    }

    /** Unpacks the archive below a folder. Returns the folder of the script. */
    public static Path unpack(Path folder) throws IOException, InterruptedException {
        Path spaced = Files.createDirectories(folder.resolve("a hub's folder"));
        Process tar = new ProcessBuilder("tar", "-xzf", archive().toString())
                .directory(spaced.toFile())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new AssertionError("tar ended with " + tar.exitValue());
        }
        try (Stream<Path> unpacked = Files.list(spaced)) {
            return unpacked.findFirst().orElseThrow();
        }
    }

    /** Runs the script without waiting for anything. Its own environment variables come last. */
    public static HubProcess launch(Path home, String command, Map<String, String> environment) throws IOException {
        return launch(home, command, environment, Path.of("/dev/null"));
    }

    /** Runs the script with a file as its standard input. */
    public static HubProcess launch(Path home, String command, Map<String, String> environment, Path input)
            throws IOException {
        return launch(home, command, environment, ProcessBuilder.Redirect.from(input.toFile()));
    }

    private static HubProcess launch(
            Path home, String command, Map<String, String> environment, ProcessBuilder.Redirect input)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("plumage").toString(), command)
                .redirectErrorStream(true)
                .redirectInput(input);
        Map<String, String> all = new HashMap<>(Map.of("PLUMAGE_PORT", "0", "PLUMAGE_HOST", "127.0.0.1"));
        all.putAll(environment);
        builder.environment().keySet().removeIf(name -> name.startsWith("PLUMAGE_"));
        builder.environment().putAll(all);
        return new HubProcess(builder.start());
    }

    /** Starts a hub and waits until its page answers. */
    public static HubProcess start(Path home, String command, Map<String, String> environment) throws Exception {
        return launch(home, command, environment).awaitStart();
    }

    /** The same with a shell, for {@link #type}; {@code hub.properties} must say {@code gosh.args = --noshutdown}, because nobody sits at a terminal. */
    public static HubProcess startWithShell(Path home, String command, Map<String, String> environment)
            throws Exception {
        return launch(home, command, environment, ProcessBuilder.Redirect.PIPE).awaitStart();
    }

    private HubProcess awaitStart() throws Exception {
        try {
            await("where it listens", () -> find(METRICS).find() || !process.isAlive());
            await("the page", () -> get("/metrics").statusCode() == 200);
            return this;
        } catch (Exception | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** Gives a command to its shell. */
    public void type(String command) throws IOException {
        BufferedWriter shell = process.outputWriter();
        shell.write(command + "\n");
        shell.flush();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed, standard and error output alike. */
    public String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    /** The last match of a pattern in what it has printed, or none. */
    public Matcher find(Pattern pattern) {
        return pattern.matcher(output());
    }

    /** A page's address. */
    public URI url(String path) {
        Matcher metrics = find(METRICS);
        if (!metrics.find()) {
            throw new AssertionError("it does not say where it listens: " + output());
        }
        return URI.create(metrics.group("base") + path);
    }

    /** Gets a page, with headers as names and values in turn. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return get(url(path), headers);
    }

    /** Gets a page that may be of any hub. */
    public static HttpResponse<String> get(URI url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(BOUND);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The metrics page now. */
    public String page() throws IOException, InterruptedException {
        HttpResponse<String> response = get("/metrics");
        if (response.statusCode() != 200) {
            throw new AssertionError("/metrics answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** Waits until a text is on the metrics page. */
    public void awaitPage(String text) throws Exception {
        await("on the page: " + text, () -> page().contains(text));
    }

    /** Waits until a text is no longer on the metrics page. */
    public void awaitGone(String text) throws Exception {
        await("gone from the page: " + text, () -> !page().contains(text));
    }

    /** Waits until it is so; what it printed is part of the failure. */
    public void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + BOUND + ": " + what + "\n" + output());
            }
            Thread.sleep(20);
        }
    }

    /** Waits until it has ended by itself. Returns its status. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** Asks it to end, as systemd does. Returns its status. */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** Ends it as a power cut does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            String line;
            while ((line = lines.readLine()) != null) {
                synchronized (output) {
                    output.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
