package plumage.tests.devices;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes in a second process with the library {@code devices.c} preloaded, and brings their results home. */
final class ShimmedProcess {
    private static final String SOURCE = "src/test/c/devices.c";

    private static final Duration BOUND = Duration.ofMinutes(5);

    private ShimmedProcess() {}

    /** Compiles the library. */
    static void compile(Path library) throws IOException, InterruptedException {
        List<String> command = List.of(
                "gcc",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-O2",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                SOURCE,
                "-ldl",
                "-lpthread");
        Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String complaints = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (gcc.waitFor() != 0) {
            throw new IOException("gcc does not compile " + SOURCE + ":\n" + complaints);
        }
    }

    /**
     * Runs the tests of some classes.
     *
     * @param directory for the socket and the results
     * @return by the name of each test that ran what failed, or an empty text
     */
    static Map<String, String> run(Path directory, Path library, Class<?>... tests)
            throws IOException, InterruptedException {
        Path results = directory.resolve("results");
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShimmedProcess.class.getName(),
                        results.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        for (Class<?> test : tests) {
            builder.command().add(test.getName());
        }
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment()
                .put(DeviceFiles.SOCKET, directory.resolve("socket").toString());
        Process process = builder.start();
        if (!process.waitFor(BOUND.toMinutes(), TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new IOException("no end within " + BOUND.toMinutes() + " minutes; done are\n"
                    + Files.readString(results) + "output:\n" + Files.readString(output));
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit status " + process.exitValue() + ":\n" + Files.readString(output));
        }
        Map<String, String> failures = new LinkedHashMap<>();
        for (String line : Files.readAllLines(results)) {
            int tab = line.indexOf('\t');
            failures.put(
                    line.substring(0, tab),
                    new String(Base64.getDecoder().decode(line.substring(tab + 1)), StandardCharsets.UTF_8));
        }
        return failures;
    }

    /** In the second process: the file for the results, then the test classes. */
    public static void main(String[] arguments) throws IOException {
        try (BufferedWriter results = Files.newBufferedWriter(Path.of(arguments[0]))) {
            for (String name : Arrays.copyOfRange(arguments, 1, arguments.length)) {
                LauncherFactory.create()
                        .execute(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(selectClass(name))
                                        .build(),
                                new Writer(name.substring(name.lastIndexOf('.') + 1), results));
            }
        }
        Runtime.getRuntime().halt(0); // whatever a failed test left behind
    }

    private record Writer(String testClass, BufferedWriter results) implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String failure = result.getThrowable().map(Writer::trace).orElse("");
            if (!test.isTest() && failure.isEmpty()) {
                return;
            }
            try {
                results.write(testClass + " " + test.getLegacyReportingName() + " " + test.getDisplayName() + "\t"
                        + Base64.getEncoder().encodeToString(failure.getBytes(StandardCharsets.UTF_8)) + "\n");
                results.flush(); // should the next one not return
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String trace(Throwable failure) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
