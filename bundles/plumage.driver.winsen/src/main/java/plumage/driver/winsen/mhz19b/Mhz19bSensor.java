package plumage.driver.winsen.mhz19b;

import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.BusException;
import plumage.sensor.Instrument;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;
import plumage.sensor.Wiring;

/** An MH-Z19B. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.mhz19b")
@Designate(ocd = Mhz19bConfig.class, factory = true)
public final class Mhz19bSensor extends SensorCollector {
    private static final Setting<Optional<Boolean>> SELF_CALIBRATION =
            kept("self_calibration", List.of("true", "false"), Boolean::valueOf);
    private static final Setting<Optional<Integer>> DETECTION_RANGE =
            kept("detection_range", List.of("2000", "5000", "10000"), Integer::valueOf);

    static final SensorDriver DRIVER = SensorDriver.of("mhz19b")
            .serial()
            .settings(SELF_CALIBRATION, DETECTION_RANGE)
            .measures(Quantity.CO2)
            .opens(wiring -> open(wiring, Duration.ofMinutes(3)));

    @Activate
    public Mhz19bSensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }

    static Instrument open(Wiring wiring, Duration preheat) throws BusException {
        Mhz19b sensor = Mhz19b.open(
                wiring.serial(Mhz19b.BAUD),
                wiring.delay(),
                preheat,
                new Mhz19b.Setup(wiring.get(SELF_CALIBRATION), wiring.get(DETECTION_RANGE)));
        return measurement -> measurement.set(Quantity.CO2, sensor.measure());
    }

    /** What the sensor keeps without power is only set when somebody asks for it. */
    private static <T> Setting<Optional<T>> kept(String key, List<String> allowed, Function<String, T> parser) {
        return Setting.of(key, Optional.empty(), "keep, " + String.join(", ", allowed), text -> {
            String value = text.toLowerCase(Locale.ROOT);
            if (value.equals("keep")) {
                return Optional.empty();
            }
            if (!allowed.contains(value)) {
                throw new IllegalArgumentException();
            }
            return Optional.of(parser.apply(value));
        });
    }
}
