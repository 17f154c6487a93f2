package plumage.bus.emulated;

import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * A TCA9548A or PCA9548A: one register, a bit for each of eight channels. What is plugged into {@code emulated-i2c-1/0x70.3} hears while channel 3 of the
 * multiplexer at 0x70 is selected. Source: TI TCA9548A data sheet, SCPS207, sections 8.5 and 8.6.
 */
public final class EmulatedTca9548a implements EmulatedChip {
    /** The lowest address that it can have. */
    public static final int FIRST_ADDRESS = 0x70;
    /** The highest address that it can have. */
    public static final int LAST_ADDRESS = 0x77;

    private volatile int control;

    /** All channels deselected, as after power-up. */
    public EmulatedTca9548a() {}

    /** Whether a channel, 0 to 7, is selected. */
    public boolean isSelected(int channel) {
        return (control >> channel & 1) != 0;
    }

    @Override
    public void powerUp() {
        control = 0;
    }

    /** The last byte written is the register; it is the only thing to read. */
    @Override
    public void i2c(byte[] write, byte[] read) throws BusException {
        if (write.length > 1) {
            throw new BusException(Fault.NACK, "has one register only");
        }
        if (write.length == 1) {
            control = Byte.toUnsignedInt(write[0]);
        }
        for (int i = 0; i < read.length; i++) {
            read[i] = (byte) control;
        }
    }

    @Override
    public String toString() {
        return "TCA9548A";
    }
}
