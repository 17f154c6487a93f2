package plumage.driver.bosch.bme680;

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

/** A BME688, or a BME680: the same driver for those who look for the other name. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.bme688")
@Designate(ocd = Bme688Sensor.Config.class, factory = true)
public final class Bme688Sensor extends SensorCollector {
    /** The form of a BME688. */
    @ObjectClassDefinition(
            name = "Plumage: BME688",
            description = "Temperature, humidity, pressure and gas sensor of Bosch Sensortec on I2C or SPI.")
    interface Config extends Bme680Config {}

    static final SensorDriver DRIVER = Bme680Sensor.DRIVER.named("bme688");

    @Activate
    public Bme688Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
