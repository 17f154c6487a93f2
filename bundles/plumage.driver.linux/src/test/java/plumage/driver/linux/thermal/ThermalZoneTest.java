package plumage.driver.linux.thermal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.driver.linux.Tree;

class ThermalZoneTest {
    private final Tree tree = new Tree()
            .with("class/thermal/cooling_device0/type", "Processor")
            .with("class/thermal/thermal_zone0/type", "acpitz")
            .with("class/thermal/thermal_zone0/temp", "27800")
            .link("class/thermal/thermal_zone0", "devices/virtual/thermal/thermal_zone0")
            .with("class/thermal/thermal_zone1/type", "x86_pkg_temp")
            .with("class/thermal/thermal_zone1/temp", "-274000")
            .link("class/thermal/thermal_zone1", "devices/virtual/thermal/thermal_zone1");

    @Test
    void isFoundByItsType() throws BusException {
        assertThat(ThermalZone.open(tree, BusName.parse("thermal/acpitz")).celsius())
                .isEqualTo(27.8);
        assertThat(ThermalZone.open(tree, BusName.parse("thermal/acpitz@thermal"))
                        .celsius())
                .isEqualTo(27.8);
    }

    @Test
    void mustBeTold() {
        assertThatThrownBy(() -> ThermalZone.open(tree, BusName.parse("thermal")))
                .hasMessage(
                        "thermal: several devices are meant; tell which one by bus = thermal/acpitz@thermal/thermal_zone0"
                                + " or thermal/x86_pkg_temp@thermal/thermal_zone1");
    }

    @Test
    void refusesTheTemperatureThatMeansNone() throws BusException {
        ThermalZone zone = ThermalZone.open(tree, BusName.parse("thermal/x86_pkg_temp"));

        assertThatThrownBy(zone::celsius)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RANGE))
                .hasMessage("x86_pkg_temp@thermal/thermal_zone1 is -274.0 degrees Celsius: not measured");
    }
}
