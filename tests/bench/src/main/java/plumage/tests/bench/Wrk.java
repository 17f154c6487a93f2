package plumage.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrk saw of a server.
 *
 * @param requests how many were answered
 * @param perSecond how many in a second
 * @param p99Millis a hundredth of the answers took longer
 * @param broken whether connections broke beside those, as they do with some servers that are asked to close them
 */
record Wrk(long requests, double perSecond, double p99Millis, boolean broken) {
    private static final int ATTEMPTS = 3;

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([\\d.]+)");
    private static final Pattern P99 = Pattern.compile("99% +([\\d.]+)(us|ms|s|m) *\\n");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx.*");
    private static final Pattern BROKEN = Pattern.compile("Socket errors.*");

    /** Has one thread ask on four connections for some seconds; headers in the form {@code Name: value}. */
    static Wrk run(String url, int seconds, String... headers) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("wrk", "-t1", "-c4", "-d" + seconds + "s", "--timeout", "10s", "--latency"));
        for (String header : headers) {
            command.addAll(List.of("-H", header));
        }
        command.add(url);
        for (int attempt = 1; ; attempt++) {
            Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (wrk.waitFor() == 0) {
                return parse(output);
            }
            // the JDK's server is now and then busy with what wrk left behind a moment ago
            if (attempt == ATTEMPTS || !output.contains("unable to connect")) {
                throw new IOException(String.join(" ", command) + " ends with " + wrk.exitValue() + ": " + output);
            }
        }
    }

    /** Understands what wrk prints. */
    static Wrk parse(String output) throws IOException {
        Matcher refused = REFUSED.matcher(output);
        if (refused.find()) {
            throw new IOException(refused.group());
        }
        Matcher p99 = find(P99, output);
        double unit =
                switch (p99.group(2)) {
                    case "us" -> 1e-3;
                    case "ms" -> 1;
                    case "s" -> 1e3;
                    default -> 60e3;
                };
        return new Wrk(
                Long.parseLong(find(REQUESTS, output).group(1)),
                Double.parseDouble(find(RATE, output).group(1)),
                Double.parseDouble(p99.group(1)) * unit,
                BROKEN.matcher(output).find());
    }

    private static Matcher find(Pattern pattern, String output) throws IOException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("wrk does not say " + pattern + ": " + output);
        }
        return matcher;
    }
}
