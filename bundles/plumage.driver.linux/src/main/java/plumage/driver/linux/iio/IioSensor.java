package plumage.driver.linux.iio;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.BusName;
import plumage.driver.linux.KernelDevice;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;

/** A device of industrial I/O. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.iio")
@Designate(ocd = IioConfig.class, factory = true)
public final class IioSensor extends SensorCollector {

    static final SensorDriver DRIVER = SensorDriver.of("iio")
            .sysfs(BusName.Kind.IIO)
            .measures(
                    Quantity.TEMPERATURE,
                    Quantity.RELATIVE_HUMIDITY,
                    Quantity.PRESSURE,
                    Quantity.ILLUMINANCE,
                    Quantity.VOLTAGE,
                    Quantity.CURRENT,
                    Quantity.POWER,
                    Quantity.RESISTANCE)
            .opens(wiring -> {
                KernelDevice device = IioDevice.find(wiring.sysfs(), wiring.bus());
                wiring.identified(device.variant());
                return IioDevice.open(wiring.sysfs(), device);
            });

    @Activate
    public IioSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
