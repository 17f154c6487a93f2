package plumage.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusNameTest {
    @ParameterizedTest
    @CsvSource({
        "i2c-1,            I2C, false, i2c-1",
        "spi-0.1,          SPI, false, spi-0",
        "emulated-i2c-12,  I2C, true,  emulated-i2c-12",
        "emulated-spi-0.0, SPI, true,  emulated-spi-0",
        "gpio-0.17,        GPIO, false, gpio-0.17",
        "gpio/GPIO17,      GPIO, false, gpio/GPIO17",
        "emulated-gpio-0.1023, GPIO, true, emulated-gpio-0.1023",
        "/dev/ttyUSB0,     SERIAL, false, /dev/ttyUSB0",
        "/dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0, SERIAL, false, /dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0",
        "emulated-serial-0, SERIAL, true, emulated-serial-0"
    })
    void knowsKindAndController(String text, BusName.Kind kind, boolean emulated, String line) {
        assertThat(BusName.parse(text)).isEqualTo(new BusName(text, kind, emulated, line, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i2c",
                "i2c-",
                "I2C-1",
                "i2c-01",
                "spi-0.01",
                "i2c-1/0x70",
                "i2c-1/",
                "i2c-1//0x70.1",
                "spi-0.0/0x70.1",
                "i2c-1/0x70.1/",
                "i2c-1/112.1",
                "spi-0",
                "/dev",
                "/dev/",
                "/dev//ttyS0",
                "/dev/../etc/passwd",
                "/dev/.hidden",
                "/dev/ttyS0/",
                "/dev/tty S0",
                "serial-0",
                "emulated-/dev/ttyS0",
                "gpio-0",
                "gpio-0.01",
                "gpio-0.17/0x70.1",
                "gpio/",
                "gpio/ GPIO17",
                "gpio/a\nb",
                "emulated-gpio/GPIO17",
                "i2c-1234",
                "emulated-",
                "i2c-1\n",
                "../i2c-1"
            })
    void refusesOthers(String text) {
        assertThatThrownBy(() -> BusName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "w1,                                 W1,      ''",
        "w1/28-0316b2464bff,                 W1,      28-0316b2464bff",
        "hwmon/nvme@0000:01:00.0/nvme/nvme0, HWMON,   nvme@0000:01:00.0/nvme/nvme0",
        "iio/bme280@1-0076,                  IIO,     bme280@1-0076",
        "thermal/x86_pkg temp,               THERMAL, x86_pkg temp",
    })
    void knowsTheKernelsDevicesAndTheTurnsOfEach(String text, BusName.Kind kind, String device) {
        BusName name = BusName.parse(text);

        assertThat(name).isEqualTo(new BusName(text, kind, false, text, List.of()));
        assertThat(name.device()).isEqualTo(device);
        assertThat(kind.isSysfs()).isTrue();
        assertThat(name.root()).isEqualTo(name);
        assertThat(BusName.parse("i2c-1/0x70.3").device()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"w1/", "hwmon//x", "iio/x/", "thermal/ x", "w1/a\nb", "hwmon/ü", "W1", "emulated-w1", "w1-1"})
    void refusesOtherNamesOfTheKernelsDevices(String text) {
        assertThatThrownBy(() -> BusName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsDevicesOfPortsAndLines() {
        assertThat(BusName.parse("/dev/serial/by-path/p-1").device()).isEqualTo("serial/by-path/p-1");
        assertThat(BusName.parse("gpio/GPIO 17").device()).isEqualTo("GPIO 17");
        assertThat(BusName.parse("gpio-0.17").device()).isEmpty();
        assertThat(BusName.parse("emulated-serial-0").device()).isEmpty();
    }

    @Test
    void refusesADeviceOfALengthThatNoneHas() {
        assertThat(BusName.parse("/dev/" + "x".repeat(195)).text()).hasSize(200);
        assertThatThrownBy(() -> BusName.parse("/dev/" + "x".repeat(196))).isInstanceOf(IllegalArgumentException.class);
        assertThat(BusName.parse("gpio/" + "x".repeat(31)).device()).hasSize(31);
        assertThatThrownBy(() -> BusName.parse("gpio/" + "x".repeat(32))).isInstanceOf(IllegalArgumentException.class);
        assertThat(BusName.parse("w1/" + "x".repeat(200)).device()).hasSize(200);
        assertThatThrownBy(() -> BusName.parse("w1/" + "x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsThePathThroughMultiplexers() {
        BusName name = BusName.parse("emulated-i2c-1/0x70.3/0x71.0");

        assertThat(name.path()).containsExactly(new BusName.Channel(0x70, 3), new BusName.Channel(0x71, 0));
        assertThat(name.line()).isEqualTo("emulated-i2c-1");
        assertThat(name.root()).isEqualTo(BusName.parse("emulated-i2c-1"));
        assertThat(BusName.parse("spi-0.1").root()).isEqualTo(BusName.parse("spi-0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "i2c-1/0x70.8, a multiplexer has the channels 0 to 7",
        "i2c-1/0x70.123, a multiplexer has the channels 0 to 7",
        "i2c-1/0x40.1, a multiplexer has an address from 0x70 to 0x77",
        "i2c-1/0x70.1/0x71.1/0x72.1/0x73.1/0x74.1, more than 4 multiplexers in a row"
    })
    void saysWhatIsWrongWithAPath(String text, String why) {
        assertThatThrownBy(() -> BusName.parse(text)).hasMessage("not the name of a bus: " + why);
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> BusName.parse("banana")).hasMessage("not the name of a bus: " + BusName.FORMS);
    }
}
