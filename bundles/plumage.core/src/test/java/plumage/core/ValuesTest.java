package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.sensor.Instrument;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;
import plumage.sensor.Series;

class ValuesTest {
    private static final Quantity VOLTAGE = Quantity.gauge("voltage", "volts", "Voltage.");
    private static final Quantity ENERGY = Quantity.counter("energy", "joules", "Energy.");
    private static final SensorDriver DRIVER = SensorDriver.of("x")
            .i2c(0x40)
            .measures(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY, Quantity.PRESSURE, VOLTAGE, ENERGY);

    private Instrument chip = values -> {};

    @Test
    void exportsWhatWasMeasuredAndWhatFollowsFromIt() {
        chip = values -> {
            values.set(Quantity.TEMPERATURE, 25);
            values.set(Quantity.RELATIVE_HUMIDITY, 0.5);
            values.set(Quantity.PRESSURE, 89874.6);
        };

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
        chip = values -> {
            values.set(Quantity.PRESSURE, 100000);
        };

        assertThat(series(Map.of("pressure.offset", 150, "pressure.scale", "1.01")))
                .isEqualTo(Map.of("sensor_pressure_pascals", 101150.0, "sensor_raw_pressure_pascals", 100000.0));
    }

    @Test
    void humidityFollowsTheCorrectedTemperature() {
        chip = values -> {
            values.set(Quantity.TEMPERATURE, 22);
            values.set(Quantity.RELATIVE_HUMIDITY, 0.5);
        };

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
        chip = values -> {
            values.set(Quantity.TEMPERATURE, 22);
            values.set(Quantity.RELATIVE_HUMIDITY, 0);
        };

        assertThat(series(Map.of()))
                .isEqualTo(Map.of("sensor_temperature_celsius", 22.0, "sensor_relative_humidity_ratio", 0.0));
    }

    @Test
    void labelsSeriesOfOneQuantity() {
        chip = values -> {
            values.set(VOLTAGE, "channel", "ain0", 1.5);
            values.set(VOLTAGE, "channel", "ain1", 2.5);
            values.set(ENERGY, 7200);
        };

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
        Values values = values(Map.of());
        values.begin();
        values.set(Quantity.TEMPERATURE, Double.POSITIVE_INFINITY);

        assertThat(values.missing()).isEqualTo(Map.of(Quantity.TEMPERATURE, Fault.RANGE));
        assertThat(values.nothing()).contains(Fault.RANGE);
    }

    @Test
    void eachMeasurementBeginsWithNothing() {
        Values values = values(Map.of("temperature.offset", -2));
        values.begin();
        values.set(Quantity.TEMPERATURE, 22);
        values.set(Quantity.RELATIVE_HUMIDITY, 0.5);
        List<Series> series = values.series();
        double[] both = values.numbers();

        values.begin();
        values.set(Quantity.RELATIVE_HUMIDITY, 0.25); // in another order, and one of them only
        assertThat(values.nothing()).isEmpty();
        assertThat(series(values)).isEqualTo(Map.of("sensor_relative_humidity_ratio", 0.25));

        values.begin();
        assertThat(values.nothing()).contains(Fault.NOT_READY);
        values.set(Quantity.RELATIVE_HUMIDITY, 0.5);
        values.set(Quantity.TEMPERATURE, 22);
        assertThat(values.numbers()).isEqualTo(both);
        assertThat(values.series()).isSameAs(series);
    }

    private Map<String, Double> series(Map<String, ?> configuration) {
        Values values = values(configuration);
        values.begin();
        try {
            chip.measureInto(values);
        } catch (BusException impossible) {
            throw new AssertionError(impossible);
        }
        return series(values);
    }

    private static Values values(Map<String, ?> configuration) {
        try {
            SensorSettings settings = SensorSettings.parse(DRIVER, configuration, new Identity("p", "i"));
            return new Values(new SensorFamilies("sensor"), settings);
        } catch (ConfigurationException refused) {
            throw new AssertionError(refused);
        }
    }

    private static Map<String, Double> series(Values values) {
        Map<String, Double> present = new LinkedHashMap<>();
        double[] numbers = values.numbers();
        for (int i = 0; i < numbers.length; i++) {
            Series one = values.series().get(i);
            assertThat(one.expires()).isTrue();
            if (!Double.isNaN(numbers[i])) {
                present.put(name(one), numbers[i]);
            }
        }
        return present;
    }

    private static String name(Series series) {
        return series.labelNames().isEmpty()
                ? series.name()
                : series.name() + "{" + series.labelNames().get(0) + "="
                        + series.labelValues().get(0) + "}";
    }
}
