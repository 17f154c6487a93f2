package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @Test
    void readsWhatItWrites() {
        assertThat(Place.parse("emulated-i2c-1/0x40")).isEqualTo(Place.i2c("emulated-i2c-1", 0x40));
        assertThat(Place.parse("emulated-i2c-1/64")).hasToString("emulated-i2c-1/0x40");
        assertThat(Place.parse("emulated-spi-0.1")).isEqualTo(Place.alone("emulated-spi-0.1"));
        assertThat(Place.parse("emulated-spi-0.1")).hasToString("emulated-spi-0.1");
        assertThat(Place.parse("emulated-serial-0")).isEqualTo(Place.alone("emulated-serial-0"));
        assertThat(Place.parse("emulated-serial-0")).hasToString("emulated-serial-0");
    }

    @Test
    void anInputLineIsAPlace() {
        assertThat(Place.parse("emulated-gpio-0.17")).isEqualTo(Place.alone("emulated-gpio-0.17"));
        assertThat(Place.parse("emulated-gpio-0.17")).hasToString("emulated-gpio-0.17");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i2c-1/0x40",
                "spi-0.0",
                "emulated-i2c-1",
                "emulated-i2c-1/",
                "emulated-i2c-1/0x07",
                "emulated-i2c-1/0x78",
                "emulated-i2c-1/forty",
                "emulated-spi-0.0/0x40",
                "emulated-spi-0.0/0",
                "emulated-serial-0/0",
                "/dev/ttyUSB0",
                "gpio/GPIO17",
                "emulated-gpio-0.17/0x40",
                "emulated-can-0/1"
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Place.parse(text)).withMessageContaining("i2c-");
    }
}
