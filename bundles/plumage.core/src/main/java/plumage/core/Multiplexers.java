package plumage.core;

import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusName.Channel;
import plumage.bus.BusProvider.I2cPort;
import plumage.bus.Fault;

/**
 * Transfers through multiplexers such as the TCA9548A (data sheet SCPS207, section 8.6: the one register selects channels by a bit each). All channels are
 * deselected behind each transfer, so that a chip behind one never answers for another with its address. Called with the turn of the controller.
 */
final class Multiplexers {
    private static final byte[] NO_CHANNEL = {0};
    private static final byte[] NOTHING = {};

    private Multiplexers() {}

    static void transfer(I2cPort port, BusName bus, Troubles troubles, int address, byte[] write, byte[] read)
            throws BusException {
        int selected = 0;
        try {
            for (Channel channel : bus.path()) {
                control(port, bus, troubles, channel, (byte) (1 << channel.number()));
                selected++;
            }
            port.transfer(address, write, read);
        } catch (BusException failed) {
            try {
                deselect(port, bus, troubles, selected);
            } catch (BusException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
        deselect(port, bus, troubles, selected);
    }

    /** From the farthest on: behind a deselected channel nobody hears. */
    private static void deselect(I2cPort port, BusName bus, Troubles troubles, int selected) throws BusException {
        for (int i = selected - 1; i >= 0; i--) {
            control(port, bus, troubles, bus.path().get(i), NO_CHANNEL);
        }
    }

    private static void control(I2cPort port, BusName bus, Troubles troubles, Channel channel, byte... channels)
            throws BusException {
        try {
            port.transfer(channel.multiplexer(), channels, NOTHING);
        } catch (BusException failed) {
            if (failed.fault() != Fault.NACK) {
                throw failed;
            }
            // Of the eight buses behind it none is there: that is not eight absent chips.
            String multiplexer = name(bus, channel);
            BusException deaf = new BusException(Fault.BUS, multiplexer + " does not answer", failed);
            troubles.begins(multiplexer, String.valueOf(deaf.getMessage()));
            throw deaf;
        }
        if (troubles.isPresent()) { // the name would cost more than the transfer
            troubles.ends(name(bus, channel));
        }
    }

    private static String name(BusName bus, Channel channel) {
        return String.format("%s: multiplexer 0x%02x", bus.line(), channel.multiplexer());
    }
}
