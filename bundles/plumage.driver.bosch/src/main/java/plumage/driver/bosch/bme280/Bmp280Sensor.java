package plumage.driver.bosch.bme280;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.Fault;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;

/** A BMP280. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.bmp280")
@Designate(ocd = Bmp280Config.class, factory = true)
public final class Bmp280Sensor extends SensorCollector {
    static final SensorDriver DRIVER = SensorDriver.of("bmp280")
            .i2c(0x76, 0x77)
            .spi()
            .settings(Bme280Sensor.TEMPERATURE_OVERSAMPLING, Bme280Sensor.PRESSURE_OVERSAMPLING, Bme280Sensor.FILTER)
            .measures(Quantity.TEMPERATURE, Quantity.PRESSURE)
            .mayLack(Quantity.TEMPERATURE, Fault.RANGE)
            .mayLack(Quantity.PRESSURE, Fault.RANGE)
            .opens(wiring -> Bme280Sensor.open(wiring, Model.BMP280, 0));

    @Activate
    public Bmp280Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
