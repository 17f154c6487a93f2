package plumage.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import plumage.tests.programs.Programs;
import plumage.tests.programs.Prometheus;

/** A real Prometheus that scrapes a hub, several times over; where it is not installed that is said, and nobody does. */
final class Watch implements AutoCloseable {
    private static final int TARGETS = 3;
    /** Of a scrape, and so the most that it can have begun before an update that made it fail. */
    private static final int SECONDS = 3;

    private final @Nullable Prometheus prometheus;

    private Watch(@Nullable Prometheus prometheus) {
        this.prometheus = prometheus;
    }

    static Watch start(URI metrics, Path folder) throws Exception {
        Path program;
        try {
            program = Programs.find("prometheus", "prometheus");
        } catch (TestAbortedException missing) { // all the rest is worth while
            return new Watch(null);
        }
        StringBuilder configuration = new StringBuilder(String.format("""
                global:
                  scrape_interval: %1$ss
                  scrape_timeout: %1$ss
                scrape_configs:
                - job_name: plumage
                  static_configs:
                """, SECONDS));
        for (int target = 1; target <= TARGETS; target++) {
            configuration.append(
                    "  - targets: ['" + metrics.getAuthority() + "']\n    labels: {scraper: '" + target + "'}\n");
        }
        return new Watch(Prometheus.start(
                program, Files.createDirectory(folder.resolve("prometheus")), configuration.toString()));
    }

    /** Each of its scrapes succeeded, unless it met an update of registry or HTTP. */
    void assertNothingFailed(Board board) throws Exception {
        if (prometheus != null) {
            assertThat(prometheus.log()).isEmpty();
            List<Prometheus.Point> up = up();
            assertThat(up).hasSizeGreaterThan(TARGETS);
            assertThat(up.stream().filter(point -> !isGood(point)))
                    .as(board.message("scrapes of Prometheus that failed"))
                    .allMatch(point -> board.isOfUpdate(point.unixSeconds(), SECONDS));
        }
    }

    /** What it did, for people. */
    String tell() throws Exception {
        if (prometheus == null) {
            return "no Prometheus";
        }
        List<Prometheus.Point> up = up();
        return up.size() + " scrapes of Prometheus, "
                + up.stream().filter(point -> !isGood(point)).count() + " of them failed";
    }

    private List<Prometheus.Point> up() throws Exception {
        return prometheus.points("up[10d]");
    }

    private static boolean isGood(Prometheus.Point up) {
        return up.value().equals("1");
    }

    @Override
    public void close() throws IOException {
        if (prometheus != null) {
            prometheus.close();
        }
    }
}
