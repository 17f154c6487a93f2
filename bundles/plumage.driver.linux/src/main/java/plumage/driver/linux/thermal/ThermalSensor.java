package plumage.driver.linux.thermal;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.bus.BusName;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorConfig;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;

/** A thermal zone. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.thermal")
@Designate(ocd = ThermalSensor.Config.class, factory = true)
public final class ThermalSensor extends SensorCollector {
    /** The form of a thermal zone. */
    @ObjectClassDefinition(
            name = "Plumage: thermal zone",
            description = "A thermal zone of the kernel; bus is thermal/ and its type, or thermal for the only one.")
    interface Config extends SensorConfig, SensorConfig.Temperature {}

    static final SensorDriver DRIVER = SensorDriver.of("thermal")
            .sysfs(BusName.Kind.THERMAL)
            .measures(Quantity.TEMPERATURE)
            .opens(wiring -> {
                ThermalZone zone = ThermalZone.open(wiring.sysfs(), wiring.bus());
                return measurement -> measurement.set(Quantity.TEMPERATURE, zone.celsius());
            });

    @Activate
    public ThermalSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
