package plumage.driver.ti.lm75;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** An LM75, LM75A or LM75B. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.lm75")
@Designate(ocd = Lm75Config.class, factory = true)
public final class Lm75Sensor extends SensorCollector {
    static final Setting<Integer> RESOLUTION = Setting.choice("resolution", 11, 9, 11, Lm75.TMP_BITS);

    static final SensorDriver DRIVER = SensorDriver.of("lm75")
            .i2c(0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F)
            .settings(RESOLUTION)
            .measures(Quantity.TEMPERATURE)
            .opens(wiring -> {
                Lm75 chip = Lm75.open(wiring.i2c().registers(), wiring.delay(), wiring.get(RESOLUTION));
                return measurement -> measurement.set(Quantity.TEMPERATURE, chip.celsius());
            });

    @Activate
    public Lm75Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
