package plumage.driver.linux.hwmon;

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

class HwmonChipTest {
    private static final String CHIP = "class/hwmon/hwmon3/";

    private final Tree tree = new Tree()
            .with(CHIP + "name", "nct6779")
            .link("class/hwmon/hwmon3", "devices/platform/nct6775.656/hwmon/hwmon3");

    private Channels open() throws BusException {
        return HwmonChip.open(tree, HwmonChip.find(tree, BusName.parse("hwmon")));
    }

    @Test
    void readsEveryTypeInBaseUnits() throws BusException {
        tree.with(CHIP + "temp1_input", "-12500")
                .with(CHIP + "in0_input", "3312")
                .with(CHIP + "curr1_input", "1500")
                .with(CHIP + "power1_input", "2500000")
                .with(CHIP + "power1_average", "9000000")
                .with(CHIP + "power2_average", "1000000")
                .with(CHIP + "humidity1_input", "39113")
                .with(CHIP + "fan2_input", "1240")
                .with(CHIP + "temp1_max", "80000")
                .with(CHIP + "energy1_input", "1");

        assertThat(Measured.by(open()))
                .isEqualTo(Map.of(
                        "temperature_celsius{channel=temp1}", -12.5,
                        "voltage_volts{channel=in0}", 3.312,
                        "current_amperes{channel=curr1}", 1.5,
                        "power_watts{channel=power1}", 2.5,
                        "power_watts{channel=power2}", 1.0,
                        "relative_humidity_ratio{channel=humidity1}", 0.39113,
                        "fan_speed_rpm{channel=fan2}", 1240.0));
    }

    @Test
    void callsChannelsAsTheChipDoesAndKeepsThoseOfOneNameApart() throws BusException {
        tree.with(CHIP + "temp2_input", "41000")
                .with(CHIP + "temp2_label", "Core 0")
                .with(CHIP + "temp10_input", "43000")
                .with(CHIP + "temp10_label", "Core 0")
                .with(CHIP + "temp3_input", "42000");

        assertThat(Measured.by(open()))
                .isEqualTo(Map.of(
                        "temperature_celsius{channel=Core 0}", 41.0,
                        "temperature_celsius{channel=Core 0 (temp10)}", 43.0,
                        "temperature_celsius{channel=temp3}", 42.0));
    }

    @Test
    void leavesOutWhatIsFaultyAndKeepsTheRest() throws BusException {
        tree.with(CHIP + "temp1_input", "25000")
                .with(CHIP + "temp1_fault", "0")
                .with(CHIP + "temp2_input", "127000")
                .with(CHIP + "temp2_fault", "1")
                .failing(CHIP + "in0_input", Fault.NOT_READY);

        assertThat(Measured.by(open()))
                .isEqualTo(Map.of(
                        "temperature_celsius{channel=temp1}", 25.0,
                        "missing temperature", Fault.FAULT,
                        "missing voltage", Fault.NOT_READY));
    }

    @Test
    void failsWhenNothingCanBeRead() throws BusException {
        tree.failing(CHIP + "temp1_input", Fault.NACK);
        Channels chip = open();

        assertThatThrownBy(() -> Measured.by(chip))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NACK))
                .hasMessage(CHIP + "temp1_input fails");
    }

    @Test
    void refusesAChipThatMeasuresNothing() {
        tree.with(CHIP + "pwm1", "255");

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_READY))
                .hasMessageStartingWith("nct6779@platform/nct6775.656 has no input of ");
    }
}
