package plumage.bus.emulated.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.GpioPort;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.Fault;
import plumage.bus.GpioInput.Observation;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;
import plumage.bus.emulated.EmulatedBuses;

class EmulatedCommandsTest {
    private final EmulatedBuses buses = new EmulatedBuses();
    private final EmulatedCommands commands = new EmulatedCommands(buses);

    @Test
    void plugsUnplugsAndPlugsAgain() {
        assertThat(commands.list()).isEmpty();
        assertThat(commands.plug("si7021@emulated-i2c-1/0x40")).isEqualTo("emulated-i2c-1/0x40 si7021");
        assertThat(commands.unplug("emulated-i2c-1/0x40")).isEqualTo("emulated-i2c-1/0x40 (si7021 unplugged)");
        assertThat(commands.plug("emulated-i2c-1/0x40")).isEqualTo("emulated-i2c-1/0x40 si7021");
    }

    @Test
    void doesNotPlugWhatNeverWas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.plug("emulated-i2c-1/0x40"))
                .withMessageContaining("<chip>@<place>");
    }

    @Test
    void makesFaultsAndClearsThem() throws BusException {
        commands.plug("bme680@emulated-i2c-1/0x76");
        I2cPort port = (I2cPort) buses.open(BusName.parse("emulated-i2c-1"));

        assertThat(commands.fault("emulated-i2c-1/0x76", "timeout")).isEqualTo("emulated-i2c-1/0x76 bme680 timeout");
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> port.transfer(0x76, new byte[1], new byte[1]))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
        assertThat(commands.fault("emulated-i2c-1", "NACK")).isEqualTo("emulated-i2c-1/0x76 bme680 timeout (bus nack)");
        commands.fault("emulated-i2c-1/0x76", "clear");
        assertThat(commands.fault("emulated-i2c-1", "hang")).isEqualTo("emulated-i2c-1/0x76 bme680 (bus hangs)");
        assertThat(commands.fault("emulated-i2c-1", "clear")).isEqualTo("emulated-i2c-1/0x76 bme680");
        port.transfer(0x76, new byte[1], new byte[1]);
    }

    @Test
    void namesTheFaultsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.fault("emulated-i2c-1", "explode"))
                .withMessageContaining("nack, timeout, bus, crc, hang, clear");
    }

    @Test
    void takesAdaptersAwayAndBringsThemBack() {
        commands.plug("bmp280@emulated-spi-0.0");
        assertThat(commands.vanish("emulated-spi-0.0")).isEqualTo("emulated-spi-0.0 bmp280 (bus absent)");
        assertThat(commands.appear("emulated-spi-0.0")).isEqualTo("emulated-spi-0.0 bmp280");
    }

    @Test
    void worksASwitch() throws BusException {
        assertThat(commands.plug("switch@emulated-gpio-0.17")).isEqualTo("emulated-gpio-0.17 switch, open");
        GpioSetup setup = new GpioSetup(Bias.PULL_UP, true, Edge.RISING, Duration.ZERO);
        GpioPort port = (GpioPort) buses.open(BusName.parse("emulated-gpio-0.17"));
        port.read(setup);

        assertThat(commands.press("emulated-gpio-0.17")).isEqualTo("emulated-gpio-0.17 switch, closed");
        assertThat(port.read(setup)).isEqualTo(new Observation(true, 1));
        assertThat(commands.release("emulated-gpio-0.17")).isEqualTo("emulated-gpio-0.17 switch, open");
        commands.pulse("emulated-gpio-0.17", 1_000_000);
        assertThat(port.read(setup)).isEqualTo(new Observation(false, 1_000_000));
    }

    @Test
    void worksNothingElse() {
        commands.plug("si7021@emulated-i2c-1/0x40");
        commands.plug("switch@emulated-gpio-0.17");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.press("emulated-gpio-0.18"))
                .withMessage("emulated-gpio-0.18: no switch is plugged there");
        assertThatIllegalArgumentException().isThrownBy(() -> commands.press("emulated-i2c-1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.pulse("emulated-gpio-0.17", 0))
                .withMessage("0 times is not from 1 to 1000000");
    }
}
