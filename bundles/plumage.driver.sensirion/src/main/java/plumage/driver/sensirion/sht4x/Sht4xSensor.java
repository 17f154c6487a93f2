package plumage.driver.sensirion.sht4x;

import io.prometheus.client.Collector;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.driver.sensirion.sht4x.Sht4x.Precision;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** An SHT40, SHT41, SHT43 or SHT45; they do not tell which. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.sht4x")
@Designate(ocd = Sht4xConfig.class, factory = true)
public final class Sht4xSensor extends SensorCollector {
    private static final Setting<Precision> PRECISION = Setting.of(
            "precision",
            Precision.HIGH,
            "high, medium or low",
            text -> Precision.valueOf(text.toUpperCase(Locale.ROOT)));

    static final SensorDriver DRIVER = SensorDriver.of("sht4x")
            .i2c(0x44, 0x45, 0x46)
            .settings(PRECISION)
            .measures(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY)
            .opens(wiring -> {
                Sht4x chip = Sht4x.open(wiring.i2c(), wiring.delay(), wiring.get(PRECISION));
                return measurement -> {
                    Sht4x.Sample sample = chip.measure();
                    measurement.set(Quantity.TEMPERATURE, sample.celsius());
                    measurement.set(Quantity.RELATIVE_HUMIDITY, sample.humidityRatio());
                };
            });

    @Activate
    public Sht4xSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
