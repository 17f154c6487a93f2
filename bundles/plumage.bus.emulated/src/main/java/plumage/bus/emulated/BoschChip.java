package plumage.bus.emulated;

import java.util.Arrays;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SpiMode;

/**
 * A chip whose registers are reached the way Bosch Sensortec's are: a burst read counts up, a write takes pairs of register and value, and over SPI bit 7 of
 * the first byte tells the direction instead of belonging to the register. Source: BME680 data sheet, section 6.
 */
abstract class BoschChip implements EmulatedChip {
    private static final int SPI_READ = 0x80;
    private static final int SPI_ADDRESS = 0x7F;
    private static final int SPI_MAX_HERTZ = 10_000_000;
    private static final byte FLOATING = (byte) 0xFF;

    private int pointer;

    /** What the datasheet does not allow. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        Refused(String why) {
            super(why);
            this.why = why;
        }
    }

    /** The value of a register now, 0 to 255. */
    abstract int get(int register);

    /** A write to a register; one that is read-only keeps its value. */
    abstract void put(int register, int value) throws Refused;

    /** Whether it answers at all; not while it starts. */
    abstract boolean started();

    /** The register behind seven bits of address over SPI. */
    abstract int spiRegister(int address);

    @Override
    public final synchronized void i2c(byte[] write, byte[] read) throws BusException {
        if (!started()) {
            throw new BusException(Fault.NACK, "not acknowledged, starts up");
        }
        try {
            if (write.length == 1) {
                pointer = Byte.toUnsignedInt(write[0]);
            } else {
                putPairs(write, false);
            }
        } catch (Refused refused) {
            throw new BusException(Fault.NACK, "not acknowledged, " + refused.why);
        }
        for (int i = 0; i < read.length; i++) {
            read[i] = (byte) get(pointer);
            pointer = pointer + 1 & 0xFF;
        }
    }

    @Override
    public final synchronized void spi(SpiMode mode, int hertz, byte[] bytes) throws BusException {
        try {
            if (mode != SpiMode.MODE_0 && mode != SpiMode.MODE_3) {
                throw new Refused("understands SPI mode 0 and 3, not " + mode);
            }
            if (hertz > SPI_MAX_HERTZ) {
                throw new Refused("follows a clock of " + SPI_MAX_HERTZ + " Hz, not of " + hertz);
            }
            boolean reads = bytes.length > 0 && (bytes[0] & SPI_READ) != 0;
            int first = reads ? bytes[0] & SPI_ADDRESS : 0;
            if (started() && !reads) {
                putPairs(bytes, true);
            }
            Arrays.fill(bytes, FLOATING);
            for (int i = 1; started() && reads && i < bytes.length; i++) {
                bytes[i] = (byte) get(spiRegister(first + i - 1 & SPI_ADDRESS));
            }
        } catch (Refused refused) {
            throw new BusException(Fault.BUS, refused.why);
        }
    }

    private void putPairs(byte[] pairs, boolean spi) throws Refused {
        if (pairs.length % 2 != 0) {
            throw new Refused("a write is pairs of register and value, not " + pairs.length + " bytes");
        }
        for (int i = 0; i < pairs.length; i += 2) {
            int address = Byte.toUnsignedInt(pairs[i]);
            pointer = spi ? spiRegister(address) : address;
            put(pointer, Byte.toUnsignedInt(pairs[i + 1]));
        }
    }
}
