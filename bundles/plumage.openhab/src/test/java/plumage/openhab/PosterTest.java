package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.event.Event;
import plumage.openhab.Poster.Result;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;

class PosterTest {
    private final Map<String, Reading> sensors = new HashMap<>();
    private final List<Event> bus = new ArrayList<>();
    private long now;

    @Test
    void aReadingIsAStateEventAsOpenhabPostsIt() {
        measures("attic", "sensor_temperature_celsius", "celsius", 21.790625);

        poster("Attic=sensor_temperature_celsius@attic").run();

        assertThat(bus).hasSize(1);
        Event event = bus.get(0);
        assertThat(event.getTopic()).isEqualTo("openhab");
        assertThat(event.getPropertyNames())
                .containsExactlyInAnyOrder("event.topics", "type", "topic", "payload", "source");
        assertThat(event.getProperty("type")).isEqualTo("ItemStateEvent");
        assertThat(event.getProperty("topic")).isEqualTo("openhab/items/Attic/state");
        assertThat(event.getProperty("payload")).isEqualTo("{\"type\":\"Quantity\",\"value\":\"21.790625 °C\"}");
        assertThat(event.getProperty("source")).isEqualTo("plumage.openhab");
    }

    @ParameterizedTest
    @CsvSource({
        "sensor_temperature_celsius, celsius, -0.5, Quantity, -0.5 °C",
        "sensor_relative_humidity_ratio, ratio, 0.453, Quantity, 45.3 %",
        "sensor_pressure_pascals, pascals, 101325, Quantity, 101325 Pa",
        "sensor_gas_resistance_ohms, ohms, 1.25E7, Quantity, 12500000 Ω",
        "sensor_illuminance_lux, lux, 0, Quantity, 0 lx",
        "sensor_co2_ppm, ppm, 420, Quantity, 420 ppm",
        "sensor_pm_mass_concentration_grams_per_cubic_meter, grams_per_cubic_meter, 1.2E-5, Quantity, 0.000012 g/m³",
        "sensor_voltage_volts, volts, 3.3, Quantity, 3.3 V",
        "sensor_fan_speed_rpm, rpm, 0, Quantity, 0 rpm",
        "sensor_voc_index, '', 100, Decimal, 100",
        "sensor_uv_index, '', -0.0, Decimal, 0",
        "sensor_angular_velocity_radians_per_second, radians_per_second, 2, Decimal, 2"
    })
    void aNumberHasTheUnitOfItsMetric(String metric, String unit, double value, String type, String text) {
        measures("s", metric, unit, value);

        poster("A=" + metric + "@s").run();

        assertThat(posted()).containsExactly("A " + type + " " + text);
        // and what it means is what it was
        assertThat(ItemState.parse(type, text).values().get(0).number()).isEqualTo(value == 0 ? 0 : value);
    }

    @ParameterizedTest
    @CsvSource({
        "Contact, 1, OpenClosed OPEN",
        "Contact, 0, OpenClosed CLOSED",
        "Switch, 1, OnOff ON",
        "Switch, 0, OnOff OFF"
    })
    void aContactOrSwitchHasTwoStates(String type, double value, String state) {
        measures("door", "sensor_contact_state", "", value);
        poster(type + " Door=sensor_contact_state@door").run();
        assertThat(posted()).containsExactly("Door " + state);
    }

    @Test
    void onlyAChangeBeyondTheThresholdIsPosted() {
        Poster poster = poster("A=sensor_temperature_celsius@s by 0.5,B=sensor_temperature_celsius@s");
        for (double celsius : new double[] {20, 20, 20.5, 20.75, 20.25, 20.125, 20.125}) {
            measures("s", "sensor_temperature_celsius", "celsius", celsius);
            poster.run();
        }

        assertThat(posted())
                .containsExactly(
                        "A Quantity 20 °C",
                        "B Quantity 20 °C",
                        "B Quantity 20.5 °C",
                        "A Quantity 20.75 °C",
                        "B Quantity 20.75 °C",
                        "B Quantity 20.25 °C",
                        "A Quantity 20.125 °C",
                        "B Quantity 20.125 °C");
        assertThat(poster.counts().of(Result.VALUE)).isEqualTo(8);
    }

    @Test
    void whatIsAbsentIsUndefinedOnce() {
        Poster poster = poster("A=sensor_temperature_celsius@s");
        poster.run();
        assertThat(posted()).as("nothing was posted before").isEmpty();

        measures("s", "sensor_temperature_celsius", "celsius", 20);
        poster.run();
        now = 1000; // its values have expired
        poster.run();
        poster.run();
        measures("s", "sensor_temperature_celsius", "celsius", 20);
        poster.run();
        sensors.clear();
        poster.run();
        poster.run();
        measures("s", "sensor_pressure_pascals", "pascals", 1e5); // a partial reading
        poster.run();

        assertThat(posted()).containsExactly("A Quantity 20 °C", "A UnDef UNDEF", "A Quantity 20 °C", "A UnDef UNDEF");
        assertThat(poster.counts().of(Result.VALUE)).isEqualTo(2);
        assertThat(poster.counts().of(Result.UNDEFINED)).isEqualTo(2);
    }

    @Test
    void oneOfSeveralSeriesIsChosenByItsLabel() {
        Family family = Family.gauge("sensor_voltage_volts", "volts", "");
        sensors.put(
                "s",
                reading("s", Map.of(family.series("channel", "ain0"), 1.0, family.series("channel", "ain1"), 2.0)));

        poster("A=sensor_voltage_volts.ain1@s,B=sensor_voltage_volts@s,C=sensor_voltage_volts.x@s")
                .run();

        assertThat(posted()).containsExactly("A Quantity 2 V");
    }

    @Test
    void aCounterIsChosenByTheNameOnThePage() {
        sensors.put(
                "s", reading("s", Map.of(Family.counter("sensor_pulses", "", "").series(), 7.0)));

        poster("A=sensor_pulses_total@s").run();

        assertThat(posted()).containsExactly("A Decimal 7");
    }

    /** openHAB, or the item, was not there yet. */
    @Test
    void whatOpenhabHasMadeAnewIsPostedAgain() {
        Poster poster = poster("A=sensor_temperature_celsius@s,B=sensor_temperature_celsius@s");
        measures("s", "sensor_temperature_celsius", "celsius", 20);
        poster.run();
        bus.clear();

        poster.handleEvent(Bus.event("ItemAddedEvent", "openhab/items/A/added", "{}"));
        poster.handleEvent(Bus.event("ItemAddedEvent", "openhab/items/Other/added", "{}"));
        poster.handleEvent(Bus.event("ItemAddedEvent", "nonsense", "{}"));
        poster.handleEvent(new Event("openhab", Map.of("type", 1)));
        poster.run();
        assertThat(posted()).containsExactly("A Quantity 20 °C");

        poster.handleEvent(Bus.event("ItemUpdatedEvent", "openhab/items/B/updated", "[{},{}]"));
        poster.run();
        assertThat(posted()).containsExactly("A Quantity 20 °C", "B Quantity 20 °C");

        poster.handleEvent(Bus.event("StartlevelEvent", "openhab/system/startlevel", "{\"startlevel\":100}"));
        poster.run();
        assertThat(posted())
                .containsExactly("A Quantity 20 °C", "B Quantity 20 °C", "A Quantity 20 °C", "B Quantity 20 °C");
    }

    private Poster poster(String postings) {
        return new Poster(Posting.parse(postings), () -> sensors, bus::add, () -> now);
    }

    private void measures(String sensor, String metric, String unit, double value) {
        sensors.put(
                sensor, reading(sensor, Map.of(Family.gauge(metric, unit, "").series(), value)));
    }

    private Reading reading(String sensor, Map<Series, Double> values) {
        Outline outline = new Outline(
                Map.of("sensor", sensor, "room", "x"),
                values.keySet().stream().map(Series::expiring).toList());
        double[] numbers =
                values.values().stream().mapToDouble(Double::doubleValue).toArray();
        return Reading.ofSensor(sensor, true, outline, numbers, now + 1000);
    }

    private List<String> posted() {
        return bus.stream()
                .map(event -> String.valueOf(event.getProperty("topic")).replaceAll("openhab/items/(.*)/state", "$1")
                        + String.valueOf(event.getProperty("payload"))
                                .replaceAll("\\{\"type\":\"(.*)\",\"value\":\"(.*)\"}", " $1 $2"))
                .toList();
    }
}
