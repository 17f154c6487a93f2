package plumage.driver.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;

/** Two sensors of one kind at two places, three chips of one radio, and one that has no name. */
class KernelDeviceTest {
    private static final String PHY = "devices/platform/soc/18000000.wifi/ieee80211/phy0/hwmon";

    private final Tree tree = new Tree()
            .with("class/hwmon/hwmon0/name", "jc42")
            .link("class/hwmon/hwmon0", "devices/pci0000:00/0000:00:1f.4/i2c-0/0-0018/hwmon/hwmon0")
            .with("class/hwmon/hwmon1/name", "jc42")
            .link("class/hwmon/hwmon1", "devices/pci0000:00/0000:00:1f.4/i2c-0/0-0019/hwmon/hwmon1")
            .with("class/hwmon/hwmon2/name", "mt7996_phy0.0")
            .link("class/hwmon/hwmon2", PHY + "2")
            .with("class/hwmon/hwmon3/name", "mt7996_phy0.1")
            .link("class/hwmon/hwmon3", PHY + "3")
            .with("class/hwmon/hwmon4/name", "mt7996_phy0.2")
            .link("class/hwmon/hwmon4", PHY + "4")
            .failing("class/hwmon/hwmon5/name", Fault.CRC)
            .with("class/hwmon/hwmon6/name", "cpu_thermal")
            .link("class/hwmon/hwmon6", "devices/virtual/thermal/thermal_zone0/hwmon6");

    private KernelDevice choose(String bus) throws BusException {
        return KernelDevice.choose(KernelDevice.list(tree, "class/hwmon", "hwmon", "name"), BusName.parse(bus));
    }

    @ParameterizedTest
    @CsvSource({
        "hwmon/jc42@0-0018, hwmon0",
        "hwmon/jc42@i2c-0/0-0019, hwmon1",
        "hwmon/mt7996_phy0.0, hwmon2",
        "hwmon/mt7996_phy0.1, hwmon3",
        "hwmon/mt7996_phy0.2@18000000.wifi, hwmon4",
        "hwmon/cpu_thermal, hwmon6",
        "hwmon/cpu_thermal@thermal/thermal_zone0, hwmon6",
    })
    void isToldByNameAndPlace(String bus, String entry) throws BusException {
        assertThat(choose(bus).directory()).isEqualTo("class/hwmon/" + entry);
    }

    @Test
    void isTheOnlyOneWithoutAName() throws BusException {
        Tree one = new Tree().with("class/hwmon/hwmon7/name", "k10temp");

        assertThat(KernelDevice.choose(KernelDevice.list(one, "class/hwmon", "hwmon", "name"), BusName.parse("hwmon"))
                        .name())
                .isEqualTo("k10temp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hwmon/jc4", "hwmon/jc42@0-001", "hwmon/jc42@18", "hwmon/hwmon0", "hwmon/mt7996_phy0"})
    void isNoOther(String bus) {
        assertThatThrownBy(() -> choose(bus))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NACK))
                .hasMessage(
                        bus + ": no such device; there are jc42@pci0000:00/0000:00:1f.4/i2c-0/0-0018,"
                                + " jc42@pci0000:00/0000:00:1f.4/i2c-0/0-0019, mt7996_phy0.0@platform/soc/18000000.wifi/ieee80211/phy0,"
                                + " mt7996_phy0.1@platform/soc/18000000.wifi/ieee80211/phy0,"
                                + " mt7996_phy0.2@platform/soc/18000000.wifi/ieee80211/phy0, cpu_thermal@thermal/thermal_zone0");
    }

    @Test
    void mustBeToldWhenThereAreSeveral() {
        assertThatThrownBy(() -> choose("hwmon/jc42"))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.IDENTITY))
                .hasMessage(
                        "hwmon/jc42: several devices are meant; tell which one by bus ="
                                + " hwmon/jc42@pci0000:00/0000:00:1f.4/i2c-0/0-0018 or hwmon/jc42@pci0000:00/0000:00:1f.4/i2c-0/0-0019");
        assertThatThrownBy(() -> KernelDevice.choose(List.of(), BusName.parse("iio")))
                .hasMessage("iio: no such device; there is none at all");
    }

    @Test
    void refusesWhatIsNoNumber() throws BusException {
        tree.with("class/hwmon/hwmon6/temp1_input", "warm").with("class/hwmon/hwmon6/temp2_input", "-40250");
        KernelDevice device = choose("hwmon/cpu_thermal");

        assertThat(device.number(tree, "temp2_input")).isEqualTo(-40250);
        assertThatThrownBy(() -> device.number(tree, "temp1_input"))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRC))
                .hasMessage("class/hwmon/hwmon6/temp1_input is 'warm', not a number");
    }
}
