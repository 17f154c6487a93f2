package plumage.sensor.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.Trouble;
import plumage.sensor.overview.SensorView.Gap;
import plumage.sensor.overview.SensorView.Value;

/** What is found in merged families, whatever the namespace. */
class OverviewTest {
    private static final Instant LAST = Instant.parse("2026-01-01T12:00:00.250Z");

    private static final Trouble UNPLUGGED = new Trouble("cellar", "nack", "i2c-1/0x48: not acknowledged");
    private static final Trouble MISSPELT = new Trouble("plumage.lm75~a", "bus", "bus: 'x' is not allowed");

    private static List<MetricFamilySamples> families(Outline outline, double... numbers) {
        return Reading.of("test", outline, numbers).families(0);
    }

    private static List<MetricFamilySamples> hub() {
        Family info = Family.info("home", "");
        Family up = Family.gauge("home_up", "", "");
        Family voltage = Family.gauge("home_voltage_volts", "volts", "");
        Family errors = Family.counter("home_read_errors", "", "");
        Family refused = Family.gauge("plumage_configuration_error", "", "");
        Family busErrors = Family.counter("plumage_bus_errors", "", "");
        Family collectors = Family.gauge("plumage_collectors", "", "");
        return families(
                new Outline(
                        Map.of(),
                        List.of(
                                info.series("sensor", "attic", "room", "attic", "chip", "ads1115", "bus", "i2c-1"),
                                info.series("sensor", "cellar", "chip", "lm75", "bus", "i2c-1", "address", "0x48"),
                                Family.gauge("home_contact_state", "", "")
                                        .series("sensor", "attic", "room", "attic", "channel", "door_2"),
                                Family.gauge("home_last_success_timestamp_seconds", "seconds", "")
                                        .series("sensor", "attic", "room", "attic"),
                                Family.counter("home_quantity_errors", "", "")
                                        .series("sensor", "attic", "quantity", "voltage_volts", "reason", "range"),
                                Family.gauge("home_raw_voltage_volts", "volts", "")
                                        .series("sensor", "attic", "room", "attic", "channel", "0"),
                                errors.series("sensor", "cellar", "reason", "nack"),
                                errors.series("sensor", "cellar", "reason", "bus"),
                                Family.counter("home_reads", "", "").series("sensor", "cellar"),
                                Family.summary("home_read_duration_seconds", "seconds", "")
                                        .count("sensor", "attic"),
                                up.series("sensor", "attic", "room", "attic"),
                                up.series("sensor", "cellar"),
                                up.series("sensor", "of somebody else's"),
                                voltage.series("sensor", "attic", "room", "attic", "channel", "0"),
                                voltage.series("sensor", "attic", "room", "attic", "channel", "1"),
                                Family.gauge("other_up", "", "").series("sensor", "attic"),
                                Family.info("plumage_build", "").series("version", "1.2.3"),
                                Family.counter("plumage_bus_busy_seconds", "seconds", "")
                                        .series("bus", "i2c-1"),
                                busErrors.series("bus", "i2c-1", "reason", "nack"),
                                busErrors.series("bus", "spi-0", "reason", "nack"),
                                Family.counter("plumage_bus_transfers", "", "").series("bus", "i2c-1"),
                                Family.counter("plumage_bus_turns_skipped", "", "")
                                        .series("bus", "i2c-1"),
                                Family.counter("plumage_collector_errors", "", "")
                                        .series("collector", "com.acme.Requests"),
                                collectors.series("state", "ok"),
                                collectors.series("state", "failing"),
                                refused.series("pid", "plumage.lm75~a", "key", "bus"),
                                refused.series("pid", "plumage.lm75~b", "key", "driver"))),
                1,
                1,
                0,
                LAST.toEpochMilli() / 1000.0,
                3,
                0.1,
                4,
                0,
                9,
                7,
                1,
                0,
                1,
                3.3,
                5,
                1,
                1,
                0.25,
                4,
                99,
                42,
                2,
                6,
                8,
                1,
                1,
                1);
    }

    @Test
    void whatMergedFamiliesSay() {
        assertThat(Overview.of(hub(), List.of(UNPLUGGED, MISSPELT)))
                .isEqualTo(new Overview(
                        "1.2.3",
                        List.of(
                                new SensorView(
                                        "attic",
                                        "ads1115",
                                        "i2c-1",
                                        "",
                                        Map.of("room", "attic"),
                                        true,
                                        Optional.of(LAST),
                                        0,
                                        Map.of(),
                                        List.of(new Gap("voltage_volts", "range", 3)),
                                        List.of(
                                                new Value("contact_state", Map.of("channel", "door_2"), 0, ""),
                                                new Value("voltage", Map.of("channel", "0"), 3.3, "volts"),
                                                new Value("voltage", Map.of("channel", "1"), 5, "volts")),
                                        Optional.empty()),
                                new SensorView(
                                        "cellar",
                                        "lm75",
                                        "i2c-1",
                                        "0x48",
                                        Map.of(),
                                        false,
                                        Optional.empty(),
                                        9,
                                        Map.of("nack", 4L, "bus", 0L),
                                        List.of(),
                                        List.of(),
                                        Optional.of(UNPLUGGED))),
                        List.of(MISSPELT, new Trouble("plumage.lm75~b", "driver", "the log says what is wrong")),
                        List.of(new BusView("i2c-1", 42, Map.of("nack", 4L), 0.25, 2)),
                        Map.of("ok", 8L, "failing", 1L),
                        Map.of("com.acme.Requests", 6L)));
    }

    @Test
    void whereNobodySaysAnythingThereIsNothing() {
        assertThat(Overview.of(List.of(), List.of(UNPLUGGED)))
                .isEqualTo(new Overview("", List.of(), List.of(), List.of(), Map.of(), Map.of()));
    }

    @Test
    void aValueHasATitleAndAnAmountForPeople() {
        Value value = new Value("pm_mass_concentration", Map.of("size", "2.5"), 0.0000125, "grams_per_cubic_meter");
        assertThat(value.title()).isEqualTo("pm mass concentration 2.5");
        assertThat(value.amount()).isEqualTo("12.5 µg/m³");
    }

    @Test
    void aSensorIsFoundByItsName() {
        Overview hub = Overview.of(hub(), List.of());
        assertThat(hub.sensor("cellar").chip()).isEqualTo("lm75");
        assertThatThrownBy(() -> hub.sensor("celar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no sensor is named 'celar'; the nearest is cellar (there are: attic, cellar)");
        assertThatThrownBy(() -> Overview.of(List.of(), List.of()).sensor("a\u001b[2Jb"))
                .hasMessage("no sensor is named 'a?[2Jb'; there is none yet");
    }

    @Test
    void ofManySensorsSomeAreNamed() {
        Family info = Family.info("sensor", "");
        List<Series> series = IntStream.range(100, 130)
                .mapToObj(i -> info.series("sensor", "s" + i, "chip", "lm75", "bus", "i2c-1"))
                .toList();
        double[] ones = IntStream.range(0, 30).mapToDouble(i -> 1).toArray();

        Overview hub = Overview.of(families(new Outline(Map.of(), series), ones), List.of());

        assertThatThrownBy(() -> hub.sensor("s12")).hasMessage("""
                no sensor is named 's12'; the nearest is s102 (there are: s100, s101, s102, s103, s104, s105, s106, s107, \
                s108, s109, s110, s111, s112, s113, s114, s115, s116, s117, s118, s119 and 10 more)""");
    }

    @Test
    void theAgeOfAReadingInTheUnitThatSuitsIt() {
        SensorView sensor = Overview.of(hub(), List.of()).sensor("attic");
        assertThat(sensor.age(LAST.minusSeconds(5))).hasValue("0 s ago");
        assertThat(sensor.age(LAST.plusSeconds(119))).hasValue("119 s ago");
        assertThat(sensor.age(LAST.plusSeconds(120))).hasValue("2 min ago");
        assertThat(sensor.age(LAST.plusSeconds(119 * 60 + 59))).hasValue("119 min ago");
        assertThat(sensor.age(LAST.plusSeconds(7200))).hasValue("2 h ago");
        assertThat(sensor.age(LAST.plusSeconds(48 * 3600))).hasValue("2 days ago");
        assertThat(Overview.of(hub(), List.of()).sensor("cellar").age(LAST)).isEmpty();
    }
}
