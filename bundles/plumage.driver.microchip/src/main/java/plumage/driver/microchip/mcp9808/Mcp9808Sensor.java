package plumage.driver.microchip.mcp9808;

import io.prometheus.client.Collector;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorConfig;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;

/** An MCP9808. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.mcp9808")
@Designate(ocd = Mcp9808Sensor.Config.class, factory = true)
public final class Mcp9808Sensor extends SensorCollector {
    /** The form of an MCP9808. */
    @ObjectClassDefinition(
            name = "Plumage: MCP9808",
            description = "Thermometer of Microchip on I2C, at addresses 0x18 to 0x1F.")
    interface Config extends SensorConfig, SensorConfig.Temperature {
        @AttributeDefinition(
                name = "I2C address",
                required = false,
                defaultValue = "0x18",
                description = "0x18 to 0x1F, as the pins A0 to A2 are wired.")
        String address();
    }

    static final SensorDriver DRIVER = SensorDriver.of("mcp9808")
            .i2c(0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F)
            .measures(Quantity.TEMPERATURE)
            .opens(wiring -> {
                Mcp9808 chip = Mcp9808.open(wiring.i2c().registers(), wiring.delay());
                return measurement -> measurement.set(Quantity.TEMPERATURE, chip.celsius());
            });

    @Activate
    public Mcp9808Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
