package plumage.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(BusName.parse(text)).isEqualTo(new BusName(text, kind, emulated, line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i2c",
                "i2c-",
                "I2C-1",
                "i2c-1/0x70",
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

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> BusName.parse("banana"))
                .hasMessage(
                        "not the name of a bus: i2c-<number> such as i2c-1, spi-<number>.<chip select> such as spi-0.0, or either behind emulated-");
    }
}
