package plumage.driver.plantower.pms5003;

import io.prometheus.client.Collector;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.driver.plantower.pms5003.Pms5003.Concentration;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** A PMS5003. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.pms5003")
@Designate(ocd = Pms5003Config.class, factory = true)
public final class Pms5003Sensor extends SensorCollector {
    private static final Setting<Concentration> CONCENTRATION = Setting.of(
            "concentration",
            Concentration.ATMOSPHERIC,
            "atmospheric or standard",
            text -> Concentration.valueOf(text.toUpperCase(Locale.ROOT)));

    static final SensorDriver DRIVER = SensorDriver.of("pms5003")
            .serial()
            .settings(CONCENTRATION)
            .measures(Quantity.PM_MASS_CONCENTRATION, Quantity.PM_NUMBER_CONCENTRATION)
            .allowing(Pms5003.LONGEST)
            .opens(wiring -> {
                Pms5003 sensor = Pms5003.open(wiring.serial(Pms5003.BAUD), wiring.get(CONCENTRATION));
                return measurement -> {
                    Pms5003.Sample sample = sensor.measure();
                    sample.gramsPerCubicMeter()
                            .forEach((size, grams) ->
                                    measurement.set(Quantity.PM_MASS_CONCENTRATION, "size", size, grams));
                    sample.perCubicMeter()
                            .forEach((size, count) ->
                                    measurement.set(Quantity.PM_NUMBER_CONCENTRATION, "size", size, count));
                };
            });

    @Activate
    public Pms5003Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
