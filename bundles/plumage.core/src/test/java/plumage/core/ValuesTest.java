package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumage.bus.Fault;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;

class ValuesTest {
    private static final Quantity VOLTAGE = Quantity.gauge("voltage", "volts", "Voltage.");
    private static final Quantity ENERGY = Quantity.counter("energy", "joules", "Energy.");
    private static final SensorDriver DRIVER = SensorDriver.of("x")
            .i2c(0x40)
            .measures(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY, Quantity.PRESSURE, VOLTAGE, ENERGY);

    private final Values values = new Values();

    @Test
    void exportsWhatWasMeasuredAndWhatFollowsFromIt() {
        values.set(Quantity.TEMPERATURE, 25);
        values.set(Quantity.RELATIVE_HUMIDITY, 0.5);
        values.set(Quantity.PRESSURE, 89874.6);

        Map<String, Double> series = series(Map.of("altitude", 1000));

        assertThat(series.keySet())
                .containsExactlyInAnyOrder(
                        "sensor_temperature_celsius",
                        "sensor_relative_humidity_ratio",
                        "sensor_pressure_pascals",
                        "sensor_dew_point_celsius",
                        "sensor_absolute_humidity_grams_per_cubic_meter",
                        "sensor_sea_level_pressure_pascals");
        assertThat(series)
                .containsEntry("sensor_temperature_celsius", 25.0)
                .containsEntry("sensor_relative_humidity_ratio", 0.5);
        assertThat(series.get("sensor_dew_point_celsius")).isCloseTo(13.85158, within(0.00001));
        assertThat(series.get("sensor_sea_level_pressure_pascals")).isCloseTo(101325, within(1.0));
    }

    @Test
    void correctsAndKeepsTheRawValueBeside() {
        values.set(Quantity.PRESSURE, 100000);

        assertThat(series(Map.of("pressure.offset", 150, "pressure.scale", "1.01")))
                .isEqualTo(Map.of("sensor_pressure_pascals", 101150.0, "sensor_raw_pressure_pascals", 100000.0));
    }

    @Test
    void humidityFollowsTheCorrectedTemperature() {
        values.set(Quantity.TEMPERATURE, 22);
        values.set(Quantity.RELATIVE_HUMIDITY, 0.5);

        Map<String, Double> follows = series(Map.of("temperature.offset", -2));
        assertThat(follows)
                .containsEntry("sensor_temperature_celsius", 20.0)
                .containsEntry("sensor_raw_temperature_celsius", 22.0)
                .containsEntry("sensor_raw_relative_humidity_ratio", 0.5);
        assertThat(follows.get("sensor_relative_humidity_ratio")).isCloseTo(0.565339, within(0.000001));

        Map<String, Double> stays = series(Map.of("temperature.offset", -2, "humidity.follow", false));
        assertThat(stays)
                .containsEntry("sensor_relative_humidity_ratio", 0.5)
                .doesNotContainKey("sensor_raw_relative_humidity_ratio");
    }

    @Test
    void derivesNothingFromDryAir() {
        values.set(Quantity.TEMPERATURE, 22);
        values.set(Quantity.RELATIVE_HUMIDITY, 0);

        assertThat(series(Map.of()))
                .isEqualTo(Map.of("sensor_temperature_celsius", 22.0, "sensor_relative_humidity_ratio", 0.0));
    }

    @Test
    void labelsSeriesOfOneQuantity() {
        values.set(VOLTAGE, "channel", "ain0", 1.5);
        values.set(VOLTAGE, "channel", "ain1", 2.5);
        values.set(ENERGY, 7200);

        assertThat(series(Map.of()))
                .isEqualTo(Map.of(
                        "sensor_voltage_volts{channel=ain0}",
                        1.5,
                        "sensor_voltage_volts{channel=ain1}",
                        2.5,
                        "sensor_energy_joules_total",
                        7200.0));
    }

    @Test
    void whatIsNotFiniteIsMissing() {
        values.set(Quantity.TEMPERATURE, Double.POSITIVE_INFINITY);

        assertThat(values.missing()).isEqualTo(Map.of(Quantity.TEMPERATURE, Fault.RANGE));
        assertThat(values.nothing()).contains(Fault.RANGE);
    }

    private Map<String, Double> series(Map<String, ?> configuration) {
        Map<String, Double> series = new LinkedHashMap<>();
        SensorSettings settings;
        try {
            settings = SensorSettings.parse(DRIVER, configuration, new Identity("p", "i"));
        } catch (ConfigurationException refused) {
            throw new AssertionError(refused);
        }
        values.families("sensor", settings, Map.of("sensor", "s"))
                .forEach(family -> family.samples.forEach(sample -> series.put(name(sample), sample.value)));
        return series;
    }

    private static String name(Sample sample) {
        List<String> names = sample.labelNames;
        return names.size() == 1
                ? sample.name
                : sample.name + "{" + names.get(1) + "=" + sample.labelValues.get(1) + "}";
    }
}
