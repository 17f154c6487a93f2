package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static plumage.registry.Metrics.collector;
import static plumage.registry.Metrics.family;
import static plumage.registry.Metrics.gauge;
import static plumage.registry.Metrics.sample;

import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Selection;

class SelectionTest {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final Registry registry = new Registry(new Inquiry(Duration.ofSeconds(10)), () -> 0, "0.1.0");

    @BeforeEach
    void sensorsAndOthers() {
        FakeSensor refused = new FakeSensor("cellar")
                .says(
                        List.of(gauge(
                                "plumage_configuration_error",
                                sample("plumage_configuration_error", 1, "pid", "plumage.lm75~cellar", "key", "bus"))),
                        List.of(),
                        0);
        Outline outline =
                new Outline(Map.of(), List.of(Family.gauge("other", "", "").series()));
        PlumageCollector notASensor = new PlumageCollector() {
            @Override
            public Reading reading() {
                return Reading.of("attic", outline, 1);
            }
        };
        registry.use(List.of(
                new Own("other", notASensor),
                new Own("a", new FakeSensor("attic").reads(30, NEVER)),
                new Own("b", new FakeSensor("office").reads(21, NEVER)),
                new Own("c", refused),
                Foreign.of(
                        "d",
                        collector(
                                // repeats what a sensor of ours says
                                gauge("sensor_up", sample("sensor_up", 0, "sensor", "attic")),
                                // with the label, but not of a sensor of ours
                                gauge("acme", sample("acme", 1, "sensor", "attic")),
                                family(
                                        "latency_seconds",
                                        "seconds",
                                        Collector.Type.HISTOGRAM,
                                        sample("latency_seconds_bucket", 2, "le", "+Inf"),
                                        sample("latency_seconds_count", 2),
                                        sample("latency_seconds_sum", 3))))));
    }

    private String page(Set<String> collect, Set<String> exclude, Set<String> names) {
        return Metrics.text(registry.page(Format.OPENMETRICS, new Selection(collect, exclude, names)));
    }

    private Set<String> samples(Set<String> collect, Set<String> exclude, Set<String> names) {
        Set<String> samples = new TreeSet<>();
        page(collect, exclude, names)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> samples.add(line.replaceAll(" .*", "")));
        return samples;
    }

    @Test
    void collectSelectsSensorsAndNothingElse() {
        assertThat(page(Set.of("attic"), Set.of(), Set.of())).isEqualTo("""
                # TYPE sensor info
                # HELP sensor Help for sensor.
                sensor_info{sensor="attic",chip="lm75",bus="i2c-1",address="0x48"} 1.0
                # TYPE sensor_reads counter
                # HELP sensor_reads Help for sensor_reads.
                sensor_reads_total{sensor="attic"} 7.0
                # TYPE sensor_temperature_celsius gauge
                # UNIT sensor_temperature_celsius celsius
                # HELP sensor_temperature_celsius Help for sensor_temperature_celsius.
                sensor_temperature_celsius{sensor="attic"} 30.0
                # TYPE sensor_up gauge
                # HELP sensor_up Help for sensor_up.
                sensor_up{sensor="attic"} 1.0
                # EOF
                """);
    }

    @Test
    void collectLeavesOutWhatIsAboutPlumage() {
        assertThat(page(Set.of("cellar"), Set.of(), Set.of())).isEqualTo("# EOF\n");
    }

    @Test
    void namesThatDoNotExistSelectNothing() {
        assertThat(page(Set.of("garage"), Set.of(), Set.of())).isEqualTo("# EOF\n");
        assertThat(page(Set.of(), Set.of(), Set.of("garage"))).isEqualTo("# EOF\n");
    }

    @Test
    void excludeLeavesEverythingElse() {
        String page = page(Set.of(), Set.of("attic"), Set.of());
        assertThat(page)
                .contains("sensor_up{sensor=\"office\"} 1.0\n")
                .contains("acme{sensor=\"attic\"} 1.0\n")
                .contains("other 1.0\n")
                .contains("plumage_configuration_error{")
                .contains("plumage_build_info{")
                .doesNotContain("sensor_up{sensor=\"attic\"}");
    }

    @Test
    void namesSelectFamiliesOrSamples() {
        assertThat(samples(Set.of(), Set.of(), Set.of("sensor_up")))
                .containsExactly("sensor_up{sensor=\"attic\"}", "sensor_up{sensor=\"office\"}");
        assertThat(samples(Set.of(), Set.of(), Set.of("latency_seconds")))
                .containsExactly("latency_seconds_bucket{le=\"+Inf\"}", "latency_seconds_count", "latency_seconds_sum");
        assertThat(samples(Set.of(), Set.of(), Set.of("latency_seconds_count")))
                .containsExactly("latency_seconds_count");
        assertThat(samples(Set.of("office"), Set.of(), Set.of("sensor_reads", "acme")))
                .containsExactly("sensor_reads_total{sensor=\"office\"}");
        assertThat(samples(Set.of("office"), Set.of(), Set.of("sensor_reads_total")))
                .containsExactly("sensor_reads_total{sensor=\"office\"}");
    }

    @Test
    void everythingIsTheSharedPage() {
        assertThat(registry.page(Format.TEXT, Selection.ALL)).isSameAs(registry.page(Format.TEXT));
    }
}
