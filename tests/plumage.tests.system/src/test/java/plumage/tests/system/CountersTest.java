package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.HubProcess;

/** What Prometheus makes of a pulse counter whose hub is killed, stopped and started again. */
class CountersTest {
    private static final Pattern PULSES =
            Pattern.compile("^sensor_pulses_total\\{.*} (?<value>\\S+)$", Pattern.MULTILINE);
    private static final Pattern LIFETIME =
            Pattern.compile("^sensor_pulses_lifetime\\{.*} (?<value>\\S+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private Path home;
    private Map<String, String> environment;
    private HubProcess hub;

    /** What was scraped, in order. */
    private final List<Double> samples = new ArrayList<>();

    @BeforeEach
    void configure() throws Exception {
        home = HubProcess.unpack(folder);
        Path conf = Files.createDirectory(folder.resolve("conf"));
        environment = Map.of(
                "PLUMAGE_CONF",
                conf.toString(),
                "PLUMAGE_DATA",
                folder.resolve("data").toString());
        Files.writeString(conf.resolve("hub.properties"), "gosh.args = --noshutdown\n");
        Files.writeString(conf.resolve("plumage.bus.emulated.cfg"), "chips = switch@emulated-gpio-0.17\n");
        Files.writeString(conf.resolve("plumage.pulses-water.cfg"), "bus = emulated-gpio-0.17\ninterval = 100ms\n");
    }

    @AfterEach
    void end() {
        if (hub != null) {
            hub.close();
        }
    }

    private void start() throws Exception {
        hub = HubProcess.startWithShell(home, "hub", environment);
    }

    private void pulse(int times) throws Exception {
        hub.type("emulated:pulse emulated-gpio-0.17 " + times);
    }

    /** Scrapes until the counter is at a number. */
    private void awaitCount(double count) throws Exception {
        hub.await(count + " pulses", () -> {
            Matcher pulses = PULSES.matcher(hub.page());
            if (!pulses.find()) {
                return false;
            }
            samples.add(Double.valueOf(pulses.group("value")));
            return samples.get(samples.size() - 1) == count;
        });
    }

    private double lifetime() throws Exception {
        Matcher lifetime = LIFETIME.matcher(hub.page());
        assertThat(lifetime.find()).isTrue();
        return Double.parseDouble(lifetime.group("value"));
    }

    /** As Prometheus computes {@code increase()} before it extrapolates: a counter that falls has begun at 0 again. */
    private static double increase(List<Double> samples) {
        double increase = 0;
        for (int i = 1; i < samples.size(); i++) {
            double before = samples.get(i - 1);
            double after = samples.get(i);
            increase += after >= before ? after - before : after;
        }
        return increase;
    }

    @Test
    void isNeverMoreThanWhatHappenedAndAllOfItAfterAStop() throws Exception {
        start();
        awaitCount(0);
        pulse(7);
        awaitCount(7);
        pulse(13); // which may be counted, and scraped, or not
        hub.kill();
        double known = increase(samples);
        assertThat(known).isEqualTo(7);

        start();
        awaitCount(0);
        pulse(5);
        awaitCount(5);
        assertThat(increase(samples)).isEqualTo(known + 5);
        assertThat(lifetime())
                .as("nothing was stored before the first minute was over")
                .isEqualTo(5);
        assertThat(hub.stop()).isZero();

        start();
        awaitCount(5);
        pulse(4);
        awaitCount(9);
        assertThat(increase(samples)).isEqualTo(known + 9);
        assertThat(lifetime()).isEqualTo(9);
        hub.kill();

        start();
        awaitCount(0);
        pulse(2);
        awaitCount(2);
        assertThat(increase(samples)).isEqualTo(known + 11);
        assertThat(lifetime()).as("what was stored, at the last stop, goes on").isEqualTo(7);
        assertThat(hub.stop()).isZero();
    }
}
