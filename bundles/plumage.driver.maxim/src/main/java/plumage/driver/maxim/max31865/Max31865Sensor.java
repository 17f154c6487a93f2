package plumage.driver.maxim.max31865;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.SpiMode;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** A MAX31865 with a platinum resistor. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.max31865")
@Designate(ocd = Max31865Config.class, factory = true)
public final class Max31865Sensor extends SensorCollector {
    static final Setting<Double> NOMINAL = Setting.number("rtd.nominal", 100, 10, 10_000);
    static final Setting<Double> REFERENCE = Setting.number("reference", 430, 10, 100_000);
    static final Setting<Integer> WIRES = Setting.choice("wires", 2, 2, 3, 4);
    static final Setting<Integer> FILTER = Setting.choice("filter", 50, 50, 60);

    private static final int MAX_HERTZ = 5_000_000;

    static final SensorDriver DRIVER = SensorDriver.of("max31865")
            .spi()
            .settings(NOMINAL, REFERENCE, WIRES, FILTER)
            .measures(Quantity.TEMPERATURE, Quantity.RESISTANCE)
            .opens(wiring -> {
                Max31865 chip = Max31865.open(
                        wiring.spi(SpiMode.MODE_1, MAX_HERTZ).registersWithWriteBit(),
                        wiring.delay(),
                        new Max31865.Wires(wiring.get(WIRES) == 3, wiring.get(FILTER) == 50),
                        wiring.get(REFERENCE),
                        new Platinum(wiring.get(NOMINAL)));
                return measurement -> {
                    Max31865.Sample sample = chip.measure();
                    measurement.set(Quantity.TEMPERATURE, sample.celsius());
                    measurement.set(Quantity.RESISTANCE, sample.ohms());
                };
            });

    @Activate
    public Max31865Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
