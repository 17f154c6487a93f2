package plumage.driver.silabs.si7021;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.sensor.Instrument;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;

/** A Si7013, Si7020 or Si7021. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.si7021")
@Designate(ocd = Si7021Config.class, factory = true)
public final class Si7021Sensor extends SensorCollector {
    static final SensorDriver DRIVER = SensorDriver.of("si7021")
            .i2c(0x40, 0x41)
            .measures(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY)
            .opens(wiring -> {
                Si7021 chip = Si7021.open(wiring.i2c(), wiring.delay());
                wiring.identified(chip.variant());
                return instrument(chip);
            });

    @Activate
    public Si7021Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    static Instrument instrument(Si7021 chip) {
        return measurement -> {
            Si7021.Sample sample = chip.measure();
            measurement.set(Quantity.TEMPERATURE, sample.celsius());
            measurement.set(Quantity.RELATIVE_HUMIDITY, sample.humidityRatio());
        };
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
