package plumage.driver.linux.w1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.driver.linux.Tree;
import plumage.driver.linux.w1.W1Therm.Family;

class W1ThermTest {
    private static final String ID = "28-0316b2464bff";
    private static final String FILE = "bus/w1/devices/" + ID + "/w1_slave";

    private final Tree tree = new Tree().with("bus/w1/devices/w1_bus_master1/w1_master_slaves", ID);

    private double celsius(String text) throws BusException {
        tree.with(FILE, text);
        return W1Therm.open(tree, BusName.parse("w1"), Family.DS18B20).celsius();
    }

    private static String good(String scratchpad) {
        return scratchpad + " : crc=" + scratchpad.substring(24) + " YES\n" + scratchpad + " t=1";
    }

    @ParameterizedTest
    @CsvSource({
        // data sheet 19-7487, table 1
        "d0 07 4b 46 7f ff 10 10 55, 125",
        "91 01 4b 46 7f ff 0f 10 25, 25.0625",
        "a2 00 4b 46 7f ff 0e 10 d8, 10.125",
        "08 00 4b 46 7f ff 08 10 d9, 0.5",
        "00 00 4b 46 7f ff 10 10 69, 0",
        "f8 ff 4b 46 7f ff 08 10 00, -0.5",
        "5e ff 4b 46 7f ff 02 10 00, -10.125",
        "90 fc 4b 46 7f ff 10 10 14, -55",
        // undefined bits with 9, 10, 11 bits
        "4f ff 4b 46 1f ff 08 10 00, -11.5",
        "4f ff 4b 46 3f ff 08 10 00, -11.25",
        "4f ff 4b 46 5f ff 08 10 00, -11.125",
        "4f ff 4b 46 7f ff 08 10 00, -11.0625",
        // 85 °C that were measured
        "50 05 4b 46 7f ff 10 10 00, 85",
    })
    void readsTheScratchpadOfADs18b20(String scratchpad, double celsius) throws BusException {
        assertThat(celsius(good(scratchpad))).isEqualTo(celsius);
    }

    @ParameterizedTest
    @CsvSource({
        "aa 00 4b 46 ff ff 0c 10 87, 85",
        "32 00 4b 46 ff ff 0c 10 00, 25",
        "01 00 4b 46 ff ff 08 10 69, 0.25",
        "ce ff 4b 46 ff ff 08 10 4e, -24.75",
    })
    void readsTheScratchpadOfADs18s20(String scratchpad, double celsius) throws BusException {
        tree.with("bus/w1/devices/10-000802a3b1c4/w1_slave", good(scratchpad));

        assertThat(W1Therm.open(tree, BusName.parse("w1/10-000802a3b1c4"), Family.DS18S20)
                        .celsius())
                .isEqualTo(celsius);
    }

    @ParameterizedTest
    @CsvSource({"32 00 4b 46 ff ff 11 10 00, 11 and 10", "32 00 4b 46 ff ff 00 00 00, 00 and 00"})
    void refusesCountsThatADs18s20CannotHave(String scratchpad, String counts) throws BusException {
        tree.with("bus/w1/devices/10-000802a3b1c4/w1_slave", good(scratchpad));
        W1Therm chip = W1Therm.open(tree, BusName.parse("w1"), Family.DS18S20);

        assertThatThrownBy(chip::celsius)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RANGE))
                .hasMessage("COUNT_REMAIN and COUNT_PER_C are " + counts);
    }

    @Test
    void refusesTheValueAfterPowerUp() {
        assertFault("50 05 4b 46 7f ff 0c 10 1c", Fault.NOT_READY, "85 degrees Celsius after power-up: not converted");
    }

    @Test
    void refusesAWrongChecksumAlthoughOldBytesFollow() {
        assertThatThrownBy(() -> celsius("91 00 4b 46 7f ff 0f 10 25 : crc=18 NO\n91 01 4b 46 7f ff 0f 10 25 t=9062"))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRC))
                .hasMessage("the checksum of 91 00 4b 46 7f ff 0f 10 25 is wrong");
    }

    @Test
    void refusesALineThatIsHeldLow() {
        assertFault("00 00 00 00 00 00 00 00 00", Fault.BUS, "nine bytes of 0: the 1-wire line is held low");
    }

    @Test
    void refusesWhatTheChipCannotMeasure() {
        assertFault(
                "d1 07 4b 46 7f ff 10 10 55",
                Fault.RANGE,
                "d1 07 4b 46 7f ff 10 10 55 is 125.0625 degrees Celsius, not from -55 to 125");
        assertFault(
                "8f fc 4b 46 7f ff 10 10 55",
                Fault.RANGE,
                "8f fc 4b 46 7f ff 10 10 55 is -55.0625 degrees Celsius, not from -55 to 125");
    }

    @ParameterizedTest
    @ValueSource(strings = {"85000", "50 05 4b : crc=1c YES", "xx", "50 05 4b 46 7f ff 0c 10 1c : crc=1c MAYBE"})
    void refusesAnotherText(String text) {
        assertThatThrownBy(() -> celsius(text))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRC))
                .hasMessage(FILE + " is '" + text + "', not nine bytes, crc= and YES or NO");
    }

    @Test
    void findsADeviceOfItsFamilyOnly() throws BusException {
        tree.with("bus/w1/devices/10-000802a3b1c4/w1_slave", good("32 00 4b 46 ff ff 0c 10 00"));
        assertThat(celsius(good("08 00 4b 46 7f ff 08 10 d9"))).isEqualTo(0.5);
        assertThatThrownBy(() -> W1Therm.open(tree, BusName.parse("w1/10-000802a3b1c4"), Family.DS18B20))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NACK))
                .hasMessage("w1/10-000802a3b1c4: no such device; there are " + ID);
        tree.with("bus/w1/devices/28-000000000001/w1_slave", "");
        assertThatThrownBy(() -> W1Therm.open(tree, BusName.parse("w1"), Family.DS18B20))
                .hasMessage("w1: several devices are meant; tell which one by bus = w1/28-000000000001 or w1/" + ID);
    }

    private void assertFault(String scratchpad, Fault fault, String message) {
        assertThatThrownBy(() -> celsius(good(scratchpad)))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(fault))
                .hasMessage(message);
    }
}
