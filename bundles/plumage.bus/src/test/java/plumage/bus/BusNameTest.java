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
        "emulated-spi-0.0, SPI, true,  emulated-spi-0"
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
                "/dev/i2c-1",
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
    void refusesADeviceOfALengthThatNoneHas() {
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
