package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.service.cm.Configuration;
import plumage.bus.emulated.EmulatedBmp280;
import plumage.tests.pages.Scrape;

/** Whatever a configuration says, the others are read; what is wrong is named with its key, its value and what is allowed. */
class BadInputTest {
    private static final String BUS = "emulated-i2c-1";
    private static final String ERROR = "plumage_configuration_error";

    @RegisterExtension
    final Hub hub = new Hub();

    private Bystander bystander;

    @BeforeEach
    void aSensorThatNobodyTouches() {
        bystander = Bystander.in(hub);
    }

    static Stream<Arguments> refused() {
        String tooLong = "x".repeat(300);
        return Stream.of(
                arguments("address", "0x42", List.of("'0x42'", "0x40, 0x41")),
                arguments("address", "four", List.of("'four'", "0x40, 0x41")),
                arguments("bus", "i2c_1", List.of("'i2c_1'", "i2c-<number>")),
                arguments("bus", "/dev/../etc/passwd", List.of("'/dev/../etc/passwd'", "i2c-<number>")),
                arguments("bus", "spi-0.0", List.of("spi-0.0", "i2c-1")),
                arguments("interval", "5 bananas", List.of("'5 bananas'", "ms, s, m or h")),
                arguments("interval", "-1", List.of("'-1'", "from 100ms to 24h")),
                arguments("interval", "1ms", List.of("'1ms'", "from 100ms to 24h")),
                arguments("interval", "99999999999999999999999h", List.of("from 100ms to 24h")),
                arguments("enabled", "maybe", List.of("'maybe'", "true or false")),
                arguments("temperature.offset", "NaN", List.of("'NaN'", "a number from")),
                arguments("temperature.scale", "1,5", List.of("'1,5'", "a number from")),
                arguments("intervall", "5s", List.of("unknown", "interval")),
                arguments("adress", "0x40", List.of("unknown", "address")),
                arguments("pressure.offset", 1, List.of("unknown", "temperature.offset")),
                arguments("bananas", "5", List.of("unknown", "there are")),
                arguments("labels", "room", List.of("'room'", "name=value")),
                arguments("labels", "sensor=me", List.of("'sensor'", "reserved")),
                arguments("labels", "__name__=me", List.of("'__name__'", "reserved")),
                arguments("labels", "ro-om=1", List.of("'ro-om'", "name=value")),
                arguments("labels", "room=1,room=2", List.of("'room'", "twice")),
                arguments("labels", "room=" + tooLong, List.of("256")),
                arguments("name", tooLong, List.of("128")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aWrongValueIsRefusedByName(String key, Object value, List<String> said) {
        hub.plugSi7021(BUS);
        Map<String, Object> properties = new HashMap<>(Map.of("name", "office", "bus", BUS, "interval", "100ms"));
        properties.put(key, value);

        Configuration configuration = hub.configure(Hub.SI7021, "wrong", properties);

        Scrape page = hub.await("the error", later -> later.has(ERROR));
        assertThat(page.value(ERROR, "pid", configuration.getPid(), "key", key)).isEqualTo(1);
        assertThat(page.where(series -> series.name().equals(ERROR))).hasSize(1);
        assertThat(page.of("office")).isEmpty();
        hub.awaitLogged(Stream.concat(Stream.of(configuration.getPid(), key), said.stream())
                .toArray(String[]::new));
        bystander.assertUndisturbed();
    }

    @Test
    void everythingThatIsWrongIsTold() {
        Configuration configuration = hub.configure(
                Hub.SI7021, "wrong", Map.of("bus", "nowhere", "interval", "often", "lables", "a=b", "address", 7));

        Scrape page = hub.await("the error", later -> later.has(ERROR));
        assertThat(page.where(series -> series.name().equals(ERROR)))
                .extracting(series -> series.labels().get("key"))
                .containsExactlyInAnyOrder("bus", "interval", "lables", "address");
        assertThat(page.where(series -> series.is(ERROR, "pid", configuration.getPid())))
                .hasSize(4);
        bystander.assertUndisturbed();
    }

    @Test
    void aCorrectedConfigurationIsASensor() throws Exception {
        hub.plugSi7021(BUS);
        Configuration configuration =
                hub.configure(Hub.SI7021, "office", Map.of("name", "office", "bus", BUS, "interval", "5 bananas"));
        hub.await("the error", page -> page.has(ERROR, "key", "interval"));

        hub.configure(Hub.SI7021, "office", Map.of("name", "office", "bus", BUS, "interval", "100ms"));

        Scrape page = hub.awaitGood("office");
        assertThat(page.has(ERROR)).isFalse();
        assertThat(configuration.getPid()).isEqualTo(Hub.SI7021 + "~office");
        bystander.assertUndisturbed();
    }

    @ParameterizedTest
    @MethodSource("absent")
    void aBusThatIsNotThereIsAFaultOfTheBus(String bus) {
        hub.configure(Hub.SI7021, "office", Map.of("name", "office", "bus", bus, "interval", "100ms"));

        Scrape page = hub.await(
                "the fault",
                later -> later.find("sensor_read_errors_total", "sensor", "office", "reason", "bus")
                                .orElse(0)
                        > 0);
        assertThat(page.value("sensor_up", "sensor", "office")).isZero();
        assertThat(page.has("sensor_info", "sensor", "office", "bus", bus)).isTrue();
        assertThat(page.has("sensor_temperature_celsius", "sensor", "office")).isFalse();
        hub.awaitLogged(bus);
        bystander.assertUndisturbed();
    }

    static Stream<String> absent() {
        return Stream.of("emulated-i2c-77", "i2c-77");
    }

    @Test
    void anEmptyAddressDoesNotAcknowledge() {
        hub.plugSi7021(BUS);
        hub.configure(
                Hub.SI7021, "office", Map.of("name", "office", "bus", BUS, "address", "0x41", "interval", "100ms"));

        Scrape page = hub.await(
                "the fault",
                later -> later.find("sensor_read_errors_total", "sensor", "office", "reason", "nack")
                                .orElse(0)
                        > 0);
        assertThat(page.value("sensor_up", "sensor", "office")).isZero();
        hub.awaitLogged("office", "0x41");
        bystander.assertUndisturbed();
    }

    @Test
    void aBmp280IsNotTakenForABme680() {
        hub.plug(BUS, 0x76, new EmulatedBmp280());
        hub.configure("plumage.bme680", "office", Map.of("name", "office", "bus", BUS, "interval", "100ms"));

        Scrape page = hub.await(
                "the fault",
                later -> later.find("sensor_read_errors_total", "sensor", "office", "reason", "identity")
                                .orElse(0)
                        > 0);
        assertThat(page.value("sensor_up", "sensor", "office")).isZero();
        assertThat(page.has("sensor_pressure_pascals", "sensor", "office")).isFalse();
        hub.awaitLogged("office", "identity", "58");
        bystander.assertUndisturbed();
    }

    static Stream<String> hostile() {
        return Stream.of(
                "say \"cheese\"",
                "two\nlines",
                "back\\slash\\",
                "} 1\n# TYPE evil counter\nevil 1",
                "\u00fcn\u00efc\u00f6de \u2603 \ud83e\udd86",
                "a\u0000\u0007\u001b[31mb",
                "x=y=z",
                "\ud800 alone",
                "v".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileLabelIsOnlyALabel(String value) {
        hub.plugSi7021(BUS);
        hub.configure(
                Hub.SI7021, "office", Map.of("name", "office", "bus", BUS, "interval", "100ms", "labels", new String[] {
                    "room=" + value.replace("\\", "\\\\")
                }));

        Scrape page = hub.awaitGood("office");
        String encodable = value.replace('\ud800', '?'); // half a character has no UTF-8
        String seen = value.startsWith("\ud800") ? encodable : value;
        assertThat(page.value("sensor_temperature_celsius", "sensor", "office", "room", seen))
                .isEqualTo(Hub.CELSIUS);
        bystander.assertUndisturbed();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileNameIsOnlyAName(String value) {
        hub.plugSi7021(BUS);
        String name = value.length() > 128 ? value.substring(0, 128) : value.trim();
        hub.configure(Hub.SI7021, "office", Map.of("name", name, "bus", BUS, "interval", "100ms"));

        hub.awaitGood(name.replace('\ud800', '?'));
        bystander.assertUndisturbed();
    }

    @Test
    void aConfigurationThatNoDriverTakesIsNamed() {
        Configuration unclaimed = hub.configure("plumage.si7012", "office", Map.of("bus", BUS));

        Scrape page = hub.await("it is named", later -> later.has(ERROR, "pid", unclaimed.getPid()));
        assertThat(page.value(ERROR, "pid", unclaimed.getPid(), "key", "driver"))
                .isEqualTo(1);
        hub.awaitLogged(unclaimed.getPid(), "no driver");
        bystander.assertUndisturbed();
    }
}
