package plumage.driver.silabs.si7021;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;

/** An HTU21D, HTU20D, SHT20, SHT21 or SHT25: the commands and formulas of the Si7021 by other makers. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.htu21d")
@Designate(ocd = Htu21dSensor.Config.class, factory = true)
public final class Htu21dSensor extends SensorCollector {
    /** The form of an HTU21D. */
    @ObjectClassDefinition(
            name = "Plumage: HTU21D, SHT21",
            description =
                    "Temperature and humidity sensor of TE Connectivity (HTU20D, HTU21D) or Sensirion (SHT20, SHT21, SHT25) on I2C, at address 0x40.")
    interface Config extends Si7021Config {}

    static final SensorDriver DRIVER = Si7021Sensor.DRIVER
            .named("htu21d")
            .i2c(0x40)
            .opens(wiring -> Si7021Sensor.instrument(Si7021.openHtu21d(wiring.i2c(), wiring.delay())));

    @Activate
    public Htu21dSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
