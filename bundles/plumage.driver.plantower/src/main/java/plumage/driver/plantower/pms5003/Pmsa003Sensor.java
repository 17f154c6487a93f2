package plumage.driver.plantower.pms5003;

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

/** A PMSA003: the frames of the PMS5003 from a smaller housing. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.pmsa003")
@Designate(ocd = Pmsa003Sensor.Config.class, factory = true)
public final class Pmsa003Sensor extends SensorCollector {
    /** The form of a PMSA003. */
    @ObjectClassDefinition(
            name = "Plumage: PMSA003",
            description = "Particulate matter sensor of Plantower on a serial port, such as /dev/ttyUSB0.")
    interface Config extends Pms5003Config {}

    static final SensorDriver DRIVER = Pms5003Sensor.DRIVER.named("pmsa003");

    @Activate
    public Pmsa003Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
