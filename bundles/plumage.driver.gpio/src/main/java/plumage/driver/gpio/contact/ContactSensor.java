package plumage.driver.gpio.contact;

import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.GpioSetup.Edge;
import plumage.driver.gpio.InputLine;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** A contact. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.contact")
@Designate(ocd = ContactConfig.class, factory = true)
public final class ContactSensor extends SensorCollector {
    static final Setting<Duration> DEBOUNCE = InputLine.debounce(Duration.ofMillis(50));

    static final SensorDriver DRIVER = SensorDriver.of("contact")
            .gpio()
            .every(Duration.ofSeconds(1))
            .settings(InputLine.BIAS, InputLine.ACTIVE_LOW, DEBOUNCE)
            .measures(Quantity.CONTACT_STATE, Quantity.CONTACT_TRANSITIONS)
            .opens(wiring -> {
                InputLine line = InputLine.open(wiring, Edge.BOTH, DEBOUNCE);
                return measurement -> {
                    measurement.set(Quantity.CONTACT_STATE, line.look() ? 1 : 0);
                    measurement.set(
                            Quantity.CONTACT_TRANSITIONS, (double) line.tally().count());
                };
            });

    @Activate
    public ContactSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
