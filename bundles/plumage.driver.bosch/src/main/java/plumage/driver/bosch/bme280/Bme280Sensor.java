package plumage.driver.bosch.bme280;

import static plumage.sensor.Quantity.PRESSURE;
import static plumage.sensor.Quantity.RELATIVE_HUMIDITY;
import static plumage.sensor.Quantity.TEMPERATURE;

import io.prometheus.client.Collector;
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

/** A BME280. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.bme280")
@Designate(ocd = Bme280Config.class, factory = true)
public final class Bme280Sensor extends SensorCollector {
    private static final int MAX_HERTZ = 10_000_000;

    static final Setting<Integer> TEMPERATURE_OVERSAMPLING =
            Setting.choice("temperature.oversampling", 2, 1, 2, 4, 8, 16);
    static final Setting<Integer> PRESSURE_OVERSAMPLING =
            Setting.choice("pressure.oversampling", 16, 0, 1, 2, 4, 8, 16);
    private static final Setting<Integer> HUMIDITY_OVERSAMPLING =
            Setting.choice("humidity.oversampling", 1, 0, 1, 2, 4, 8, 16);
    static final Setting<Integer> FILTER = Setting.choice("filter", 0, 0, 2, 4, 8, 16);

    static final SensorDriver DRIVER = SensorDriver.of("bme280")
            .i2c(0x76, 0x77)
            .spi()
            .settings(TEMPERATURE_OVERSAMPLING, PRESSURE_OVERSAMPLING, HUMIDITY_OVERSAMPLING, FILTER)
            .measures(TEMPERATURE, RELATIVE_HUMIDITY, PRESSURE)
            .mayLack(TEMPERATURE, Fault.RANGE)
            .mayLack(RELATIVE_HUMIDITY, Fault.RANGE)
            .mayLack(PRESSURE, Fault.RANGE)
            .opens(wiring -> open(wiring, Model.BME280, wiring.get(HUMIDITY_OVERSAMPLING)));

    @Activate
    public Bme280Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }

    static Instrument open(Wiring wiring, Model model, int humidity) throws BusException {
        Registers registers = wiring.bus().kind() == BusName.Kind.SPI
                ? wiring.spi(SpiMode.MODE_0, MAX_HERTZ).registers()
                : wiring.i2c().registers();
        Setup setup = new Setup(
                wiring.get(TEMPERATURE_OVERSAMPLING), wiring.get(PRESSURE_OVERSAMPLING), humidity, wiring.get(FILTER));
        Bmx280 chip = Bmx280.open(registers, wiring.delay(), model, setup);
        return measurement -> {
            Sample sample = chip.measure();
            measurement.set(TEMPERATURE, sample.celsius());
            if (setup.pressure() > 0) {
                measurement.set(PRESSURE, sample.pascals());
            }
            if (setup.humidity() > 0) {
                measurement.set(RELATIVE_HUMIDITY, sample.relativeHumidity());
            }
        };
    }
}
