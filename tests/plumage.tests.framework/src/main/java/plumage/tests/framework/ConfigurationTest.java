package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.service.cm.Configuration;
import plumage.tests.pages.Scrape;

/** Configurations appear, change and go while other sensors are read. */
class ConfigurationTest {
    private static final String BUS = "emulated-i2c-1";
    private static final String ERROR = "plumage_configuration_error";

    @RegisterExtension
    final Hub hub = new Hub();

    private Bystander bystander;

    @BeforeEach
    void aSensorThatNobodyTouches() {
        bystander = Bystander.in(hub);
    }

    @Test
    void aNewConfigurationIsASensor() {
        hub.plugSi7021(BUS);
        hub.configure(
                Hub.SI7021,
                "office",
                Map.of("bus", BUS, "interval", "100ms", "labels", "room=office,floor=2", "temperature.offset", -1.5));

        Scrape page = hub.awaitGood("si7021-office");

        String[] labels = {"sensor", "si7021-office", "room", "office", "floor", "2"};
        assertThat(page.value("sensor_temperature_celsius", labels)).isEqualTo(Hub.CELSIUS - 1.5);
        assertThat(page.value("sensor_raw_temperature_celsius", labels)).isEqualTo(Hub.CELSIUS);
        assertThat(page.value("sensor_raw_relative_humidity_ratio", labels)).isEqualTo(Hub.HUMIDITY_RATIO);
        assertThat(page.value(
                        "sensor_info",
                        "sensor",
                        "si7021-office",
                        "chip",
                        "si7021",
                        "bus",
                        BUS,
                        "address",
                        "0x40",
                        "room",
                        "office"))
                .isEqualTo(1);
        assertThat(page.of("si7021-office"))
                .as("the labels stand on every series")
                .allSatisfy(series -> assertThat(series.labels())
                        .containsEntry("room", "office")
                        .containsEntry("floor", "2"));
        bystander.assertUndisturbed();
    }

    @Test
    void aChangedConfigurationIsANewSensor() {
        Configuration configuration = hub.si7021("office", BUS);
        hub.awaitGood("office");

        hub.rewrite(configuration, Map.of("name", "study", "bus", BUS, "interval", "10s"));

        Scrape page = hub.awaitGood("study");
        assertThat(page.of("office")).isEmpty();
        assertThat(page.value("sensor_reads_total", "sensor", "study"))
                .as(
                        "its counters began again; its first attempt may have met a chip that was converting for the old one")
                .isBetween(1.0, 2.0);
        bystander.assertUndisturbed();
    }

    @Test
    void aDisabledSensorIsSilentUntilItIsEnabled() {
        Configuration configuration = hub.si7021("office", BUS);
        hub.awaitGood("office");

        hub.rewrite(configuration, Map.of("name", "office", "bus", BUS, "interval", "100ms", "enabled", "false"));
        Scrape page = hub.await("no office", later -> later.of("office").isEmpty());
        assertThat(page.has(ERROR)).isFalse();
        bystander.assertUndisturbed();

        hub.rewrite(configuration, Map.of("name", "office", "bus", BUS, "interval", "100ms", "enabled", "true"));
        hub.awaitGood("office");
        bystander.assertUndisturbed();
    }

    @Test
    void theSeriesOfADeletedConfigurationGo() throws IOException {
        Configuration configuration = hub.si7021("office", BUS);
        hub.awaitGood("office");

        configuration.delete();

        hub.await("no office", page -> page.of("office").isEmpty());
        bystander.assertUndisturbed();
    }

    @Test
    void aNameBelongsToThePidThatSortsFirst() throws IOException {
        hub.plugSi7021("emulated-i2c-1");
        hub.plugSi7021("emulated-i2c-2");
        Configuration second =
                hub.configure(Hub.SI7021, "b", Map.of("name", "office", "bus", "emulated-i2c-2", "interval", "100ms"));
        hub.awaitGood("office");

        Configuration first =
                hub.configure(Hub.SI7021, "a", Map.of("name", "office", "bus", "emulated-i2c-1", "interval", "100ms"));

        Scrape page = hub.await(
                "the first has the name",
                later -> later.has("sensor_info", "sensor", "office", "bus", "emulated-i2c-1")
                        && later.has("sensor_temperature_celsius", "sensor", "office"));
        assertThat(page.value(ERROR, "pid", second.getPid(), "key", "name")).isEqualTo(1);
        assertThat(page.has(ERROR, "pid", first.getPid())).isFalse();
        hub.awaitLogged(second.getPid(), "name", "'office'", first.getPid());
        bystander.assertUndisturbed();

        first.delete();

        page = hub.await(
                "the second takes over",
                later -> later.has("sensor_info", "sensor", "office", "bus", "emulated-i2c-2")
                        && later.has("sensor_temperature_celsius", "sensor", "office"));
        assertThat(page.has(ERROR)).isFalse();
        bystander.assertUndisturbed();
    }
}
