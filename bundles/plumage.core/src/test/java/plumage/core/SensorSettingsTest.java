package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import plumage.bus.BusName;
import plumage.core.ConfigurationException.Problem;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;
import plumage.sensor.Setting;

class SensorSettingsTest {
    private static final Setting<Integer> FILTER = Setting.choice("filter", 0, 0, 1, 3);
    private static final SensorDriver DRIVER = SensorDriver.of("bme680")
            .i2c(0x76, 0x77)
            .spi()
            .settings(FILTER)
            .measures(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY, Quantity.PRESSURE);
    private static final Identity OFFICE = new Identity("plumage.bme680~office", "office");

    @Test
    void hasDefaultsForEverything() throws ConfigurationException {
        SensorSettings settings = SensorSettings.parse(
                DRIVER,
                Map.of(
                        "service.pid", "x",
                        "felix.fileinstall.filename", "y",
                        "openhab.servicecontext", "z",
                        ":tool", 1),
                OFFICE);

        assertThat(settings)
                .isEqualTo(new SensorSettings(
                        "bme680-office",
                        BusName.parse("i2c-1"),
                        OptionalInt.of(0x76),
                        Duration.ofSeconds(10),
                        Map.of(),
                        Map.of(),
                        true,
                        OptionalDouble.empty(),
                        true,
                        Map.of(FILTER, 0)));
    }

    @Test
    void takesWhatIsConfigured() throws ConfigurationException {
        SensorSettings settings = SensorSettings.parse(
                DRIVER,
                Map.of(
                        "name", "Büro",
                        "bus", "emulated-i2c-3",
                        "address", "0x77",
                        "interval", "500ms",
                        "labels", new String[] {"room=office"},
                        "temperature.offset", "-1.5",
                        "pressure.scale", 2,
                        "altitude", 120,
                        "filter", "3",
                        "enabled", "false"),
                OFFICE);

        assertThat(settings.name()).isEqualTo("Büro");
        assertThat(settings.bus().text()).isEqualTo("emulated-i2c-3");
        assertThat(settings.address()).hasValue(0x77);
        assertThat(settings.interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.labels()).isEqualTo(Map.of("room", "office"));
        assertThat(settings.corrections())
                .isEqualTo(
                        Map.of(Quantity.TEMPERATURE, new Correction(1, -1.5), Quantity.PRESSURE, new Correction(2, 0)));
        assertThat(settings.altitude()).hasValue(120);
        assertThat(settings.own()).isEqualTo(Map.of(FILTER, 3));
        assertThat(settings.enabled()).isFalse();
    }

    @Test
    void takesTheDriversIntervalAndHasNothingToCorrectWhereThatMakesNoSense() throws ConfigurationException {
        SensorDriver contact = SensorDriver.of("contact")
                .gpio()
                .every(Duration.ofSeconds(1))
                .measures(Quantity.CONTACT_STATE, Quantity.CONTACT_TRANSITIONS, Quantity.PULSES_LIFETIME);

        assertThat(SensorSettings.parse(contact, Map.of("bus", "gpio-0.17"), OFFICE)
                        .interval())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(SensorSettings.parse(contact, Map.of("bus", "gpio-0.17", "interval", "5"), OFFICE)
                        .interval())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(SensorSettings.knownKeys(contact))
                .containsExactly(
                        "bus",
                        "enabled",
                        "interval",
                        "labels",
                        "name",
                        "pulses_lifetime.offset",
                        "pulses_lifetime.scale");
    }

    @Test
    void hasNoAddressOnSpi() throws ConfigurationException {
        assertThat(SensorSettings.parse(DRIVER, Map.of("bus", "spi-0.1"), OFFICE)
                        .address())
                .isEmpty();
        assertThat(problems(Map.of("bus", "spi-0.1", "address", "0x76")))
                .containsExactly(
                        new Problem("address", "address: spi-0.1 has none, the chip select is part of the bus name"));
    }

    @Test
    void namesEverythingThatIsWrong() {
        List<Problem> problems = problems(Map.of(
                "interval",
                "5 bananas",
                "bus",
                "i2c-banana",
                "address",
                "0x40",
                "labels",
                "x",
                "temperature.offset",
                "warm",
                "adress",
                "0x76"));

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly("adress", "bus", "address", "interval", "labels", "temperature.offset");
        assertThat(problems)
                .extracting(Problem::message)
                .contains(
                        "interval: '5 bananas' is not allowed; allowed is a number with ms, s, m or h (a bare number is seconds) from 100ms to 24h",
                        "bus: 'i2c-banana' is not the name of a bus: " + BusName.FORMS,
                        "address: '0x40' is not allowed; allowed is one of 0x76, 0x77",
                        "temperature.offset: 'warm' is not allowed; allowed is a number from -1000000000 to 1000000000");
    }

    @Test
    void namesTheNearestKey() {
        assertThat(problems(Map.of("Intervall", "10s")))
                .containsExactly(new Problem(
                        "Intervall",
                        "Intervall: unknown; the nearest key of a bme680 is interval (there are: address, altitude, bus, enabled, filter,"
                                + " humidity.follow, interval, labels, name, pressure.offset, pressure.scale, relative_humidity.offset,"
                                + " relative_humidity.scale, temperature.offset, temperature.scale)"));
    }

    @Test
    void knowsNoAltitudeWithoutPressure() {
        SensorDriver thermometer = SensorDriver.of("lm75").i2c(0x48).measures(Quantity.TEMPERATURE);

        assertThat(SensorSettings.knownKeys(thermometer))
                .containsExactly(
                        "address",
                        "bus",
                        "enabled",
                        "interval",
                        "labels",
                        "name",
                        "temperature.offset",
                        "temperature.scale");
    }

    @Test
    void knowsNoAddressOfAChipThatHasNone() {
        SensorDriver converter = SensorDriver.of("mcp3008").spi().measures(Quantity.VOLTAGE);

        assertThat(SensorSettings.knownKeys(converter))
                .containsExactly("bus", "enabled", "interval", "labels", "name", "voltage.offset", "voltage.scale");
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> SensorSettings.parse(converter, Map.of("address", "0x18"), OFFICE));
        assertThat(refused.problems()).extracting(Problem::key).containsExactly("address");
    }

    @Test
    void takesADeviceOfTheKernelOfItsKindOnly() throws ConfigurationException {
        SensorDriver thermometer =
                SensorDriver.of("ds18b20").sysfs(BusName.Kind.W1).measures(Quantity.TEMPERATURE);

        assertThat(SensorSettings.parse(thermometer, Map.of(), OFFICE).bus()).isEqualTo(BusName.parse("w1"));
        assertThat(SensorSettings.parse(thermometer, Map.of("bus", "w1/28-0316b2464bff"), OFFICE)
                        .bus()
                        .device())
                .isEqualTo("28-0316b2464bff");
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> SensorSettings.parse(thermometer, Map.of("bus", "hwmon/lm75"), OFFICE));
        assertThat(refused.problems())
                .containsExactly(new Problem("bus", "bus: a ds18b20 cannot be wired to hwmon/lm75; it can to w1"));
    }

    @Test
    void wantsToBeToldTheLineOfAnInput() throws ConfigurationException {
        SensorDriver contact = SensorDriver.of("contact").gpio().measures(Quantity.CONTACT_STATE);

        assertThat(SensorSettings.parse(contact, Map.of("bus", "gpio/GPIO17"), OFFICE)
                        .bus()
                        .device())
                .isEqualTo("GPIO17");
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> SensorSettings.parse(contact, Map.of(), OFFICE));
        assertThat(refused.problems())
                .containsExactly(new Problem("bus", "bus: missing; a contact needs one such as gpio-0.17"));
    }

    @Test
    void refusesABusThatTheChipCannotBeWiredTo() {
        SensorDriver thermometer = SensorDriver.of("lm75").i2c(0x48).measures(Quantity.TEMPERATURE);

        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> SensorSettings.parse(thermometer, Map.of("bus", "spi-0.0"), OFFICE));

        assertThat(refused.problems())
                .contains(new Problem("bus", "bus: a lm75 cannot be wired to spi-0.0; it can to i2c-1"));
    }

    private static List<Problem> problems(Map<String, ?> configuration) {
        return catchThrowableOfType(
                        ConfigurationException.class, () -> SensorSettings.parse(DRIVER, configuration, OFFICE))
                .problems();
    }
}
