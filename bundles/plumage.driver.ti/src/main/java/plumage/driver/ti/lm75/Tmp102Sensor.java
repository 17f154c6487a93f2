package plumage.driver.ti.lm75;

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

/** A TMP102 or TMP105: an LM75 of 12 bits, or of 13 when a TMP102 is in its extended mode. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.tmp102")
@Designate(ocd = Tmp102Sensor.Config.class, factory = true)
public final class Tmp102Sensor extends SensorCollector {
    /** The form of a TMP102. */
    @ObjectClassDefinition(
            name = "Plumage: TMP102, TMP105",
            description = "Thermometer of Texas Instruments (TMP102, TMP105, TMP75) on I2C, at addresses 0x48 to 0x4F.")
    interface Config extends SensorConfig, SensorConfig.Temperature {
        @AttributeDefinition(
                name = "I2C address",
                required = false,
                defaultValue = "0x48",
                description = "0x48 to 0x4F, for a TMP102 up to 0x4B; as the address pins are wired.")
        String address();
    }

    static final SensorDriver DRIVER = SensorDriver.of("tmp102")
            .i2c(0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F)
            .measures(Quantity.TEMPERATURE)
            .opens(wiring -> {
                Lm75 chip = Lm75.open(wiring.i2c().registers(), wiring.delay(), Lm75.TMP_BITS);
                return measurement -> measurement.set(Quantity.TEMPERATURE, chip.celsius());
            });

    @Activate
    public Tmp102Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
