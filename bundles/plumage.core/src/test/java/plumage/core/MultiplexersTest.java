package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.EmulatedTca9548a;

class MultiplexersTest {
    private static final String BUS = "emulated-i2c-1";

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final EmulatedBuses emulated = new EmulatedBuses();
    private final BusLayer buses = new BusLayer();
    private final EmulatedTca9548a outer = new EmulatedTca9548a();
    private final EmulatedTca9548a inner = new EmulatedTca9548a();

    /** Says its name to whoever reads. */
    private final class Chip implements EmulatedChip {
        private final byte name;

        Chip(int name) {
            this.name = (byte) name;
        }

        @Override
        public void i2c(byte[] write, byte[] read) {
            heard.add(HexFormat.of().toHexDigits(name) + " " + HexFormat.of().formatHex(write));
            java.util.Arrays.fill(read, name);
        }
    }

    @BeforeEach
    void plug() {
        buses.addProvider(emulated);
        emulated.plug(BUS, 0x70, outer);
        emulated.plug(BUS + "/0x70.3", 0x71, inner);
        emulated.plug(BUS, 0x76, new Chip(0xAA));
        emulated.plug(BUS + "/0x70.0", 0x40, new Chip(0x00));
        emulated.plug(BUS + "/0x70.7", 0x40, new Chip(0x07));
        emulated.plug(BUS + "/0x70.3/0x71.5", 0x40, new Chip(0x35));
    }

    private I2cDevice device(String path, int address) {
        return buses.i2c(BusName.parse(BUS + path), address);
    }

    @Test
    void reachesChipsOfOneAddressOnDifferentChannels() throws BusException {
        assertThat(device("/0x70.0", 0x40).read(1)).containsExactly(0x00);
        assertThat(device("/0x70.7", 0x40).writeRead(new byte[] {0x12}, 1)).containsExactly(0x07);
        assertThat(device("/0x70.3/0x71.5", 0x40).registers().readU8(0x0F)).isEqualTo(0x35);
        assertThat(device("", 0x76).read(1)).containsExactly(0xAA);

        assertThat(heard).containsExactly("00 ", "07 12", "35 0f", "aa ");
    }

    @Test
    void deselectsEverythingBehindEachTransfer() throws BusException {
        device("/0x70.3/0x71.5", 0x40).write(1);
        assertThat(outer.isSelected(3)).isFalse();
        assertThat(inner.isSelected(5)).isFalse();

        emulated.unplug(BUS + "/0x70.7", 0x40);
        assertFault(() -> device("/0x70.7", 0x40).read(1), Fault.NACK);
        assertThat(outer.isSelected(7)).isFalse();
        assertFault(() -> device("", 0x40).read(1), Fault.NACK);
    }

    @Test
    void aDeafMultiplexerIsTheBusesFaultAndNotTheChips() throws BusException {
        emulated.unplug(BUS, 0x70);

        assertThatThrownBy(() -> device("/0x70.0", 0x40).read(1))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUS))
                .hasMessage("emulated-i2c-1: multiplexer 0x70 does not answer");
        assertThat(buses.line(BusName.parse(BUS)).troubles().isPresent()).isTrue();
        assertThat(device("", 0x76).read(1)).containsExactly(0xAA);
        assertThat(buses.line(BusName.parse(BUS)).troubles().isPresent()).isTrue();

        emulated.replug(BUS, 0x70);
        assertThat(device("/0x70.0", 0x40).read(1)).containsExactly(0x00);
        assertThat(buses.line(BusName.parse(BUS)).troubles().isPresent()).isFalse();
    }

    @Test
    void channelsShareTheTurnsOfTheirController() {
        assertThat(buses.line(BusName.parse(BUS + "/0x70.3"))).isSameAs(buses.line(BusName.parse(BUS)));
    }

    private static void assertFault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Fault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BusException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }
}
