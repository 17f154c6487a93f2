package plumage.driver.winsen.mhz19b;

import io.prometheus.client.Collector;
import java.time.Duration;
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

/** An MH-Z19C: an MH-Z19B that is warm in a minute. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.mhz19c")
@Designate(ocd = Mhz19cSensor.Config.class, factory = true)
public final class Mhz19cSensor extends SensorCollector {
    /** The form of an MH-Z19C. */
    @ObjectClassDefinition(
            name = "Plumage: MH-Z19C",
            description = "Carbon dioxide sensor of Winsen on a serial port, such as /dev/ttyUSB0.")
    interface Config extends Mhz19bConfig {}

    static final SensorDriver DRIVER =
            Mhz19bSensor.DRIVER.named("mhz19c").opens(wiring -> Mhz19bSensor.open(wiring, Duration.ofMinutes(1)));

    @Activate
    public Mhz19cSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
