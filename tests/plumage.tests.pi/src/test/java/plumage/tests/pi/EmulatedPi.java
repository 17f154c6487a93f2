package plumage.tests.pi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import plumage.tests.programs.Programs;

/**
 * A Raspberry Pi 3B that QEMU emulates, with Debian's kernel, its Java, and the hub from the archive that users get. Everything is done to it from outside: QEMU
 * sets what its chips measure, scripts run in it over one forwarded port, {@code /metrics} is fetched over another. Its network is QEMU's USB adapter.
 */
final class EmulatedPi implements AutoCloseable {
    // Each is several times what it takes on two busy processors.
    private static final Duration BOOT_BOUND = Duration.ofMinutes(5);
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Duration REQUEST_BOUND = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int SHELL = 23;
    private static final int METRICS = 9680;
    private static final int UNAVAILABLE = 69;

    private static final Path TARGET = Path.of("target");
    private static final Path SCRIPTS = Path.of("src/test/sh");
    private static final Path MACHINE = TARGET.resolve("machine");
    private static final Path CONSOLE = TARGET.resolve("console.txt");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process qemu;
    private final Qmp qmp;
    private final int shell;
    private final URI metrics;
    private double seconds;
    private String lastPage = "";

    private EmulatedPi(Process qemu, Qmp qmp) throws IOException {
        this.qemu = qemu;
        this.qmp = qmp;
        shell = qmp.forwarded(SHELL);
        metrics = URI.create("http://127.0.0.1:" + qmp.forwarded(METRICS) + "/metrics");
    }

    /**
     * Makes the machine, which is skipped with the test where Debian's packages cannot be had, and waits until its hub answers.
     *
     * @param files what else is in it, by the paths that they have there
     * @param devices options of QEMU
     */
    static EmulatedPi boot(Path files, List<String> devices) throws Exception {
        packages();
        Files.createDirectories(files.resolve("opt"));
        Files.copy(SCRIPTS.resolve("init"), files.resolve("init"));
        Files.copy(archive(), files.resolve("opt/plumage-hub.tar.gz"));
        try (ServerSocket monitor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            monitor.setSoTimeout((int) BOOT_BOUND.toMillis());
            List<String> command = new ArrayList<>(List.of(
                    SCRIPTS.resolve("start").toString(),
                    MACHINE.toString(),
                    files.toString(),
                    "-serial",
                    "file:" + CONSOLE,
                    "-qmp",
                    "tcp:127.0.0.1:" + monitor.getLocalPort(),
                    "-netdev",
                    "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:0-:" + SHELL + ",hostfwd=tcp:127.0.0.1:0-:"
                            + METRICS,
                    "-device",
                    "usb-net,netdev=net"));
            command.addAll(devices);
            long start = System.nanoTime();
            Process qemu = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(TARGET.resolve("qemu.txt").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(qemu::destroy));
            try {
                EmulatedPi pi = new EmulatedPi(qemu, Qmp.accept(monitor));
                pi.await(BOOT_BOUND, "the page", () -> !pi.page().isEmpty());
                pi.seconds = (System.nanoTime() - start) / 1e9;
                return pi;
            } catch (Exception | AssertionError failed) {
                qemu.destroy();
                throw failed;
            }
        }
    }

    private static void packages() throws IOException, InterruptedException {
        Path output = TARGET.resolve("packages.txt");
        Files.createDirectories(TARGET);
        int status = new ProcessBuilder(SCRIPTS.resolve("packages").toString(), MACHINE.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (status == UNAVAILABLE) {
            Programs.skip("NOT TESTED ON AN EMULATED RASPBERRY PI: "
                    + Files.readString(output).strip());
        }
        if (status != 0) {
            throw new AssertionError("packages ended with " + status + ": " + Files.readString(output));
        }
    }

    private static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../run-configs/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("plumage-hub-.*\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no archive; is run-configs packaged?"));
        }
    }

    /** From power-on to the first page. */
    double seconds() {
        return seconds;
    }

    /** Sets a property of one of QEMU's devices. */
    void set(String device, String property, long value) throws IOException {
        qmp.set(device, property, value);
    }

    /**
     * Runs a script in it.
     *
     * @return what it printed
     */
    String run(String script) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), shell));
            socket.setSoTimeout((int) BOUND.toMillis());
            socket.getOutputStream().write(("(\nset -e\n" + script + "\n) 2>&1; echo \"ended $?\"\n").getBytes(UTF_8));
            socket.shutdownOutput();
            String output = new String(socket.getInputStream().readAllBytes(), UTF_8);
            if (!output.endsWith("ended 0\n")) {
                throw new IOException(script + "\n" + output);
            }
            return output.substring(0, output.length() - "ended 0\n".length()).strip();
        }
    }

    /** Writes a configuration as a user does: the file of {@code tmp102-desk} is {@code plumage.tmp102-desk.cfg}. */
    void configure(String sensor, String... lines) throws IOException {
        run("cat > /opt/hub/conf/plumage." + sensor + ".cfg <<'CFG'\n" + String.join("\n", lines) + "\nCFG");
    }

    /** Takes a configuration away. */
    void forget(String sensor) throws Exception {
        run("rm /opt/hub/conf/plumage." + sensor + ".cfg");
        await(sensor + " is gone", () -> !page().contains("\"" + sensor + "\""));
    }

    /** Lets a driver of the kernel have a chip of a bus, by the kernel's name for the chip. */
    void bind(String bus, String chip, int address) throws IOException {
        run(String.format("echo %s 0x%02x > /sys/bus/i2c/devices/%s/new_device", chip, address, bus));
    }

    /** Takes it away from the driver. */
    void unbind(String bus, int address) throws IOException {
        run(String.format("echo 0x%02x > /sys/bus/i2c/devices/%s/delete_device", address, bus));
    }

    /** Takes all configurations and all chips of the kernel's drivers away, deselects the channels of the multiplexer and empties the log. */
    void clear() throws Exception {
        run("""
                rm -f /opt/hub/conf/*.cfg
                for device in /sys/bus/i2c/devices/*-00*; do
                  if [ -e "$device" ]; then
                    name=${device##*/}
                    echo "0x${name#*-00}" > "/sys/bus/i2c/devices/i2c-${name%-*}/delete_device"
                  fi
                done
                i2cset -y 1 0x70 0""");
        await("no sensor", () -> !page().contains("sensor_up{"));
        run(": > /tmp/hub.log");
    }

    /** The metrics page now; empty while there is none. */
    String page() throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(metrics).timeout(REQUEST_BOUND).build(), HttpResponse.BodyHandlers.ofString());
        lastPage = response.statusCode() == 200 ? response.body() : "";
        return lastPage;
    }

    /** A sample of the page, told by its name and labels. */
    OptionalDouble sample(String series) throws IOException, InterruptedException {
        return page().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst();
    }

    /** Waits until a sample has a value, exactly. */
    void awaitSample(String series, double value) throws Exception {
        await(series + " " + value, () -> sample(series).equals(OptionalDouble.of(value)));
    }

    /** The kernel's own reading of a chip: a file below {@code /sys/bus/i2c/devices}, which may have wildcards. */
    double kernel(String file) throws IOException {
        return Double.parseDouble(run("cat /sys/bus/i2c/devices/" + file));
    }

    /** What the hub has logged. */
    String log() throws IOException {
        return run("cat /tmp/hub.log");
    }

    /** Waits until it is so; an {@link IOException} counts as not yet. What the machine printed and what is on the page are part of the failure. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        await(BOUND, what, condition);
    }

    private void await(Duration bound, String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            String last = "";
            try {
                if (condition.call()) {
                    return;
                }
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            if (System.nanoTime() > end || !qemu.isAlive()) {
                throw new AssertionError("not within " + bound + ": " + what + "\n" + last + "\n" + lastPage + "\n"
                        + Files.readString(CONSOLE));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    @Override
    public void close() throws IOException {
        qmp.close();
        qemu.destroy();
        qemu.onExit().join();
    }
}
