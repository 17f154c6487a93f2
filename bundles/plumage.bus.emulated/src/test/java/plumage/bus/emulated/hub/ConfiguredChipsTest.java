package plumage.bus.emulated.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.emulated.EmulatedBuses;

class ConfiguredChipsTest {
    private static final String THREE = "si7021@emulated-i2c-1/0x40, bme680@emulated-i2c-1/118,bme688@emulated-spi-0.0";

    private final EmulatedBuses buses = new EmulatedBuses();

    @Test
    void withoutChipsNothingIsThere() {
        new ConfiguredChips(buses);
        assertThat(buses.describe()).isEmpty();
    }

    @Test
    void plugsWhatOneTextOrSeveralName() {
        new ConfiguredChips(buses, THREE, "HTU21D @ emulated-i2c-2/0x40", "pms5003@emulated-serial-0");
        assertThat(buses.describe())
                .containsExactly(
                        "emulated-i2c-1/0x40 si7021",
                        "emulated-i2c-1/0x76 bme680",
                        "emulated-i2c-2/0x40 htu21d",
                        "emulated-serial-0 pms5003",
                        "emulated-spi-0.0 bme688");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "si7021",
                "si7021@",
                "si7021@i2c-1/0x41",
                "si7021@emulated-i2c-1",
                "si7021@emulated-i2c-1/0x80",
                "bme999@emulated-i2c-1/0x41",
                "tca9548a@emulated-i2c-1/0x41",
                "bmp280@emulated-i2c-1/0x40", // the place is taken
                "@@@@\n\t\u0000"
            })
    void leavesOutABadEntryOnly(String bad) {
        new ConfiguredChips(buses, "si7021@emulated-i2c-1/0x40", bad, "bme688@emulated-spi-0.0");
        assertThat(buses.describe()).containsExactly("emulated-i2c-1/0x40 si7021", "emulated-spi-0.0 bme688");
    }

    @Test
    void aChangeTouchesOnlyWhatChanged() throws BusException {
        ConfiguredChips chips = new ConfiguredChips(buses, THREE);
        write(0x40, 0xE6, 0xBB); // a setting that power-up would lose
        chips.configure("si7021@emulated-i2c-1/0x40", "bmp280@emulated-i2c-1/0x76");

        assertThat(buses.describe())
                .containsExactly(
                        "emulated-i2c-1/0x40 si7021",
                        "emulated-i2c-1/0x76 bmp280",
                        "emulated-spi-0.0 (bme688 unplugged)");
        assertThat(read(0x40, 0xE7)).isEqualTo(0xBB);
        assertThat(read(0x76, 0xD0)).isEqualTo(0x58);
    }

    @Test
    void withoutItsConfigurationItsChipsGo() {
        ConfiguredChips chips = new ConfiguredChips(buses, "si7021@emulated-i2c-1/0x40");
        chips.unplug();
        assertThat(buses.describe()).containsExactly("emulated-i2c-1/0x40 (si7021 unplugged)");
    }

    @ParameterizedTest
    @CsvSource({"si7013, 0D", "si7020, 14", "si7021, 15", "htu21d, 32"})
    void knowsTheWholeFamily(String name, String snb3) throws BusException {
        new ConfiguredChips(buses, name + "@emulated-i2c-1/0x40");
        byte[] id = new byte[6];
        port().transfer(0x40, new byte[] {(byte) 0xFC, (byte) 0xC9}, id);
        assertThat(id[0]).isEqualTo((byte) Integer.parseInt(snb3, 16));
    }

    private I2cPort port() throws BusException {
        return (I2cPort) buses.open(BusName.parse("emulated-i2c-1"));
    }

    private void write(int address, int... bytes) throws BusException {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = (byte) bytes[i];
        }
        port().transfer(address, out, new byte[0]);
    }

    private int read(int address, int register) throws BusException {
        byte[] in = new byte[1];
        port().transfer(address, new byte[] {(byte) register}, in);
        return Byte.toUnsignedInt(in[0]);
    }
}
