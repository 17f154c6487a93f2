package plumage.driver.ti.ads1115;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import plumage.sensor.Channels;
import plumage.sensor.Channels.Channel;
import plumage.sensor.Quantity;
import plumage.sensor.SensorCollector;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** An ADS1115. */
@Component(
        service = Collector.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        configurationPid = "plumage.ads1115")
@Designate(ocd = Ads1115Config.class, factory = true)
public final class Ads1115Sensor extends SensorCollector {
    private static final Setting<List<Channel>> CHANNELS = Channels.setting(Ads1115.SINGLE, Ads1115.DIFFERENTIAL);
    private static final Setting<Double> FULL_SCALE = Setting.of(
            "full_scale",
            4.096,
            "one of " + Ads1115.FULL_SCALES.stream().map(Object::toString).collect(Collectors.joining(", ")),
            Ads1115Sensor::fullScale);
    private static final Setting<Integer> DATA_RATE = Setting.choice(
            "data_rate",
            128,
            Ads1115.DATA_RATES.stream().mapToInt(Integer::intValue).toArray());

    static final SensorDriver DRIVER = SensorDriver.of("ads1115")
            .i2c(0x48, 0x49, 0x4A, 0x4B)
            .settings(CHANNELS, FULL_SCALE, DATA_RATE)
            .measures(Quantity.VOLTAGE)
            .opens(wiring -> {
                Ads1115 chip = Ads1115.open(
                        wiring.i2c().registers(), wiring.delay(), wiring.get(FULL_SCALE), wiring.get(DATA_RATE));
                List<Channel> channels = wiring.get(CHANNELS);
                return measurement -> {
                    for (Channel channel : channels) {
                        double volts = chip.volts(channel.input());
                        measurement.set(Quantity.VOLTAGE, "channel", channel.name(), channel.value(volts));
                    }
                };
            });

    @Activate
    public Ads1115Sensor(@Reference SensorHost host, Map<String, Object> configuration) {
        super(host, DRIVER, configuration);
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }

    private static double fullScale(String text) {
        double volts = Double.parseDouble(text);
        if (!Ads1115.FULL_SCALES.contains(volts)) {
            throw new IllegalArgumentException();
        }
        return volts;
    }
}
