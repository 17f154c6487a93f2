package plumage.driver.linux.iio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.driver.linux.Channels;
import plumage.driver.linux.Measured;
import plumage.driver.linux.Tree;

class IioDeviceTest {
    private static final String DEVICE = "bus/iio/devices/iio:device0/";

    private final Tree tree = new Tree()
            .with(DEVICE + "name", "bme280")
            .link("bus/iio/devices/iio:device0", "devices/platform/soc/i2c-1/1-0076/iio:device0");

    private Channels open() throws BusException {
        return IioDevice.open(tree, IioDevice.find(tree, BusName.parse("iio/bme280@1-0076")));
    }

    @Test
    void readsWhatTheDriverProcessed() throws BusException {
        tree.with(DEVICE + "in_temp_input", "-25080")
                .with(DEVICE + "in_pressure_input", "100.653254")
                .with(DEVICE + "in_humidityrelative_input", "39113")
                .with(DEVICE + "in_humidityrelative_oversampling_ratio", "1")
                .with(DEVICE + "in_illuminance_input", "123.5");

        assertThat(Measured.by(open()))
                .isEqualTo(Map.of(
                        "temperature_celsius", -25.08,
                        "pressure_pascals", 100653.254,
                        "relative_humidity_ratio", 0.39113,
                        "illuminance_lux", 123.5));
    }

    @Test
    void calculatesWhatIsRawWithItsOwnOffsetAndScaleOrThoseOfItsType() throws BusException {
        tree.with(DEVICE + "in_voltage0_raw", "1000")
                .with(DEVICE + "in_voltage1_raw", "1000")
                .with(DEVICE + "in_voltage1_scale", "2")
                .with(DEVICE + "in_voltage1_label", "battery")
                .with(DEVICE + "in_voltage2-voltage3_raw", "-400")
                .with(DEVICE + "in_voltage-voltage_scale", "0.25")
                .with(DEVICE + "in_voltage_scale", "0.5")
                .with(DEVICE + "in_temp_raw", "300")
                .with(DEVICE + "in_temp_offset", "-100")
                .with(DEVICE + "in_temp_scale", "125")
                .with(DEVICE + "in_temp_ambient_input", "21000")
                .with(DEVICE + "in_resistance_raw", "10")
                .with(DEVICE + "in_resistance_input", "99");

        assertThat(Measured.by(open()))
                .isEqualTo(Map.of(
                        "voltage_volts{channel=voltage0}", 0.5,
                        "voltage_volts{channel=battery}", 2.0,
                        "voltage_volts{channel=voltage2-voltage3}", -0.1,
                        "temperature_celsius", 25.0,
                        "temperature_celsius{channel=temp_ambient}", 21.0,
                        "resistance_ohms", 99.0));
    }

    @Test
    void refusesADeviceThatMeasuresNothingKnown() {
        tree.with(DEVICE + "in_accel_x_raw", "1");

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_READY))
                .hasMessageStartingWith("bme280@platform/soc/i2c-1/1-0076 has no input of ");
    }
}
