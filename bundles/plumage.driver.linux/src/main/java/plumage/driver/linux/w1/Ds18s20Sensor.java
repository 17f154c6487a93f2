package plumage.driver.linux.w1;

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

/** A DS18S20. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.ds18s20")
@Designate(ocd = Ds18s20Sensor.Config.class, factory = true)
public final class Ds18s20Sensor extends SensorCollector {
    /** The form of a DS18S20. */
    @ObjectClassDefinition(
            name = "Plumage: DS18S20",
            description =
                    "Thermometer of Maxim on 1-wire, by the kernel; bus is w1/ and its identity, or w1 for the only one.")
    interface Config extends SensorConfig, SensorConfig.Temperature {}

    static final SensorDriver DRIVER = SensorDriver.of("ds18s20")
            .sysfs(BusName.Kind.W1)
            .measures(Quantity.TEMPERATURE)
            .allowing(W1Therm.LONGEST_READ)
            .opens(wiring -> {
                W1Therm chip = W1Therm.open(wiring.sysfs(), wiring.bus(), W1Therm.Family.DS18S20);
                return measurement -> measurement.set(Quantity.TEMPERATURE, chip.celsius());
            });

    @Activate
    public Ds18s20Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
