package plumage.driver.gpio.pulses;

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

/** A pulse counter. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.pulses")
@Designate(ocd = PulsesConfig.class, factory = true)
public final class PulsesSensor extends SensorCollector {
    static final Setting<Edge> EDGE = InputLine.choice("edge", Edge.RISING);
    /** An S0 pulse and the pause after it last 30 ms at least (EN 62053-31). */
    static final Setting<Duration> DEBOUNCE = InputLine.debounce(Duration.ofMillis(10));

    static final SensorDriver DRIVER = SensorDriver.of("pulses")
            .gpio()
            .settings(InputLine.BIAS, InputLine.ACTIVE_LOW, EDGE, DEBOUNCE)
            .measures(Quantity.PULSES, Quantity.PULSES_LIFETIME)
            .opens(wiring -> {
                InputLine line = InputLine.open(wiring, wiring.get(EDGE), DEBOUNCE);
                return measurement -> {
                    line.look();
                    measurement.set(Quantity.PULSES, (double) line.tally().count());
                    measurement.set(
                            Quantity.PULSES_LIFETIME, (double) line.tally().lifetime());
                };
            });

    @Activate
    public PulsesSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
