package plumage.driver.microchip.mcp3008;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.bus.SpiMode;
import plumage.sensor.Channels;
import plumage.sensor.Channels.Channel;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** An MCP3008. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.mcp3008")
@Designate(ocd = Mcp3008Config.class, factory = true)
public final class Mcp3008Sensor extends SensorCollector {
    static final Setting<List<Channel>> CHANNELS = Channels.setting(Mcp3008.SINGLE, Mcp3008.DIFFERENTIAL);
    static final Setting<Double> REFERENCE = Setting.number("reference", 3.3, 0.25, 5.5); // "Electrical specifications"

    private static final int MAX_HERTZ = 1_350_000; // with a supply of 2.7 V

    static final SensorDriver DRIVER = SensorDriver.of("mcp3008")
            .spi()
            .settings(CHANNELS, REFERENCE)
            .measures(Quantity.VOLTAGE)
            .opens(wiring -> {
                Mcp3008 chip = new Mcp3008(wiring.spi(SpiMode.MODE_0, MAX_HERTZ), wiring.get(REFERENCE));
                List<Channel> channels = wiring.get(CHANNELS);
                return measurement -> {
                    for (Channel channel : channels) {
                        double volts = chip.volts(channel.input());
                        measurement.set(Quantity.VOLTAGE, "channel", channel.name(), channel.value(volts));
                    }
                };
            });

    @Activate
    public Mcp3008Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
