package plumage.driver.bosch.bme680;

import static plumage.sensor.Quantity.GAS_RESISTANCE;
import static plumage.sensor.Quantity.PRESSURE;
import static plumage.sensor.Quantity.RELATIVE_HUMIDITY;
import static plumage.sensor.Quantity.TEMPERATURE;

import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Registers;
import plumage.bus.SpiMode;
import plumage.sensor.Instrument;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;
import plumage.sensor.Wiring;

/** A BME680 or a BME688: it is identified by itself. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.bme680")
@Designate(ocd = Bme680Config.class, factory = true)
public final class Bme680Sensor extends SensorCollector {
    private static final int MAX_HERTZ = 10_000_000;

    private static final Setting<Integer> TEMPERATURE_OVERSAMPLING =
            Setting.choice("temperature.oversampling", 2, 1, 2, 4, 8, 16);
    private static final Setting<Integer> PRESSURE_OVERSAMPLING =
            Setting.choice("pressure.oversampling", 16, 0, 1, 2, 4, 8, 16);
    private static final Setting<Integer> HUMIDITY_OVERSAMPLING =
            Setting.choice("humidity.oversampling", 1, 0, 1, 2, 4, 8, 16);
    private static final Setting<Integer> FILTER = Setting.choice("filter", 0, 0, 1, 3, 7, 15, 31, 63, 127);
    private static final Setting<Boolean> HEATER_ENABLED = Setting.flag("heater.enabled", true);
    private static final Setting<Integer> HEATER_TEMPERATURE = Setting.integer("heater.temperature", 320, 0, 600);
    private static final Setting<Duration> HEATER_DURATION =
            Setting.duration("heater.duration", Duration.ofMillis(150), Duration.ZERO, Duration.ofSeconds(10));
    private static final Setting<Double> HEATER_AMBIENT = Setting.number("heater.ambient", 25, -40, 85);

    static final SensorDriver DRIVER = SensorDriver.of("bme680")
            .i2c(0x76, 0x77)
            .spi()
            .settings(
                    TEMPERATURE_OVERSAMPLING,
                    PRESSURE_OVERSAMPLING,
                    HUMIDITY_OVERSAMPLING,
                    FILTER,
                    HEATER_ENABLED,
                    HEATER_TEMPERATURE,
                    HEATER_DURATION,
                    HEATER_AMBIENT)
            .measures(TEMPERATURE, RELATIVE_HUMIDITY, PRESSURE, GAS_RESISTANCE)
            .mayLack(TEMPERATURE, Fault.RANGE)
            .mayLack(RELATIVE_HUMIDITY, Fault.RANGE)
            .mayLack(PRESSURE, Fault.RANGE)
            .mayLack(GAS_RESISTANCE, Fault.NOT_READY)
            .opens(Bme680Sensor::open);

    @Activate
    public Bme680Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }

    private static Instrument open(Wiring wiring) throws BusException {
        Registers registers = wiring.bus().kind() == BusName.Kind.SPI
                ? new PagedRegisters(wiring.spi(SpiMode.MODE_0, MAX_HERTZ).registers())
                : wiring.i2c().registers();
        Setup setup = new Setup(
                wiring.get(TEMPERATURE_OVERSAMPLING),
                wiring.get(PRESSURE_OVERSAMPLING),
                wiring.get(HUMIDITY_OVERSAMPLING),
                wiring.get(FILTER),
                wiring.get(HEATER_ENABLED)
                        ? new Heater(wiring.get(HEATER_TEMPERATURE), wiring.get(HEATER_DURATION))
                        : null,
                wiring.get(HEATER_AMBIENT));
        Bme680 chip = Bme680.open(registers, wiring.delay(), setup);
        wiring.identified(chip.variant().name().toLowerCase(Locale.ROOT));
        return measurement -> {
            Sample sample = chip.measure();
            measurement.set(TEMPERATURE, sample.celsius());
            if (setup.pressure() > 0) {
                measurement.set(PRESSURE, sample.pascals());
            }
            if (setup.humidity() > 0) {
                measurement.set(RELATIVE_HUMIDITY, sample.relativeHumidity());
            }
            if (setup.heater() != null) {
                if (sample.gas().valid()) {
                    measurement.set(GAS_RESISTANCE, sample.gas().ohms());
                } else {
                    measurement.missing(GAS_RESISTANCE, Fault.NOT_READY);
                }
            }
        };
    }
}
