package plumage.driver.sensirion.scd4x;

import io.prometheus.client.Collector;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.driver.sensirion.scd4x.Scd4x.Mode;
import plumage.sensor.Instrument;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;
import plumage.sensor.Wiring;

/** An SCD40, SCD41 or SCD43: it tells which. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.scd4x")
@Designate(ocd = Scd4xConfig.class, factory = true)
public final class Scd4xSensor extends SensorCollector {
    private static final Setting<Mode> MODE =
            Setting.of("mode", Mode.PERIODIC, "periodic or low-power", text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "periodic" -> Mode.PERIODIC;
                case "low-power" -> Mode.LOW_POWER;
                default -> throw new IllegalArgumentException();
            });
    private static final Setting<Integer> ALTITUDE = Setting.integer("altitude", 0, 0, 3000);
    private static final Setting<Boolean> SELF_CALIBRATION = Setting.flag("self_calibration", true);

    static final SensorDriver DRIVER = SensorDriver.of("scd4x")
            .i2c(0x62)
            .settings(MODE, ALTITUDE, SELF_CALIBRATION)
            .measures(Quantity.CO2, Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY)
            .mayLack(Quantity.CO2, Fault.RANGE)
            .opens(Scd4xSensor::open);

    @Activate
    public Scd4xSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }

    private static Instrument open(Wiring wiring) throws BusException {
        Scd4x chip = Scd4x.open(
                wiring.i2c(),
                wiring.delay(),
                new Scd4x.Setup(wiring.get(MODE), wiring.get(ALTITUDE), wiring.get(SELF_CALIBRATION)));
        wiring.identified(chip.variant());
        return measurement -> {
            Scd4x.Sample sample = chip.measure();
            if (sample.ppm() > 0) {
                measurement.set(Quantity.CO2, sample.ppm());
            } else {
                measurement.missing(Quantity.CO2, Fault.RANGE);
            }
            measurement.set(Quantity.TEMPERATURE, sample.celsius());
            measurement.set(Quantity.RELATIVE_HUMIDITY, sample.humidityRatio());
        };
    }
}
