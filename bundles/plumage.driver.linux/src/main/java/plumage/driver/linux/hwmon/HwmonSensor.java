package plumage.driver.linux.hwmon;

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

/** A chip of hardware monitoring. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.hwmon")
@Designate(ocd = HwmonConfig.class, factory = true)
public final class HwmonSensor extends SensorCollector {

    static final SensorDriver DRIVER = SensorDriver.of("hwmon")
            .sysfs(BusName.Kind.HWMON)
            .measures(
                    Quantity.TEMPERATURE,
                    Quantity.RELATIVE_HUMIDITY,
                    Quantity.VOLTAGE,
                    Quantity.CURRENT,
                    Quantity.POWER,
                    HwmonChip.FAN_SPEED)
            .opens(wiring -> {
                KernelDevice device = HwmonChip.find(wiring.sysfs(), wiring.bus());
                wiring.identified(device.variant());
                return HwmonChip.open(wiring.sysfs(), device);
            });

    @Activate
    public HwmonSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
