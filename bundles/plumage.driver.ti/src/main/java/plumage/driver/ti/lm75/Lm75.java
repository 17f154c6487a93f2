package plumage.driver.ti.lm75;

import java.time.Duration;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.Registers;

/**
 * A thermometer with the registers of the LM75: 9 bits (LM75B and LM75C of TI, SNIS153B), 11 bits (LM75A rev. 4 and LM75B rev. 6.1 of NXP), or 12 bits (TMP102,
 * SBOS397; TMP105, SLLS648D; TMP75, SBOS288M). It converts all the time by itself and can be read at any time. None of them has an identification.
 */
final class Lm75 {
    /** The resolution of a TMP102, TMP105 or TMP75. */
    static final int TMP_BITS = 12;

    // TMP102, "Pointer addresses"; the same for all
    private static final int TEMPERATURE = 0x00;
    private static final int CONFIGURATION = 0x01;

    // The configuration register; of the two bytes of a TMP102 the first, "for compatibility"
    private static final int SHUTDOWN = 0x01;
    private static final int R1_R0 = 0x60; // only with 12 bits; read-only in a TMP102, 0 after power-up in a TMP105
    private static final int ONE_SHOT = 0x80; // only with 12 bits; reads 1 after a single conversion too
    private static final int TEST = 0xE0; // 9 and 11 bits, D7 to D5: "must be kept zero for normal operation"

    // The temperature register with 12 bits: what is unused "always reads 0"
    private static final int EXTENDED = 0x0001; // TMP102, D0: the value has 13 bits, as the configuration's EM asks
    private static final int UNUSED = 0x000E;
    private static final int UNUSED_EXTENDED = 0x0006;

    // The ends of the tables of codes: all; TMP102 table "13-bit temperature data format"
    private static final double COLDEST = -55;
    private static final double HOTTEST = 150;

    /** The longest of them, SNIS153B. Until it is over the register reads 0 °C after power-up, or what it was before shutdown. */
    private static final Duration FIRST_CONVERSION = Duration.ofMillis(300);

    private final Registers registers;
    private final int bits;

    private Lm75(Registers registers, int bits) {
        this.registers = registers;
        this.bits = bits;
    }

    /**
     * Lets the chip convert continuously, with 12 bits where that is a choice, and waits for the first temperature. Refused is only what an LM75 cannot be: a
     * chip with one of the test bits set, or that does not keep its configuration.
     *
     * @param bits how many bits of the temperature register count: 9, 11 or 12
     */
    static Lm75 open(Registers registers, Delay delay, int bits) throws BusException {
        int found = registers.readU8(CONFIGURATION);
        int wanted = found & ~SHUTDOWN;
        if (bits == TMP_BITS) {
            wanted = wanted & ~ONE_SHOT | R1_R0;
        } else if ((found & TEST) != 0) {
            throw new BusException(
                    Fault.IDENTITY,
                    String.format("the configuration is %02X, but in an LM75 its three high bits are 0", found));
        }
        if (wanted != found) {
            configure(registers, wanted);
        }
        delay.pause(FIRST_CONVERSION);
        return new Lm75(registers, bits);
    }

    private static void configure(Registers registers, int configuration) throws BusException {
        registers.write(CONFIGURATION, configuration);
        int kept = registers.readU8(CONFIGURATION);
        if ((kept | ONE_SHOT) != (configuration | ONE_SHOT)) {
            throw new BusException(
                    Fault.IDENTITY,
                    String.format("the configuration %02X was written, but %02X kept", configuration, kept));
        }
    }

    /** The last conversion's result in degrees Celsius. */
    double celsius() throws BusException {
        int word = registers.readU16(TEMPERATURE);
        int unused = bits < TMP_BITS ? 0 : (word & EXTENDED) != 0 ? UNUSED_EXTENDED : UNUSED;
        if ((word & unused) != 0) {
            throw new BusException(
                    Fault.RANGE, String.format("the temperature register is %04X: its unused bits are not 0", word));
        }
        double celsius = celsius(word, bits);
        if (celsius < COLDEST || celsius > HOTTEST) {
            throw new BusException(
                    Fault.RANGE,
                    String.format("the temperature register is %04X: not from -55 to 150 degrees Celsius", word));
        }
        return celsius;
    }

    /**
     * Two's complement, left-aligned: the high byte is whole degrees, in extended mode two of them. Bits of less value are undefined in a chip of 9 or 11 bits.
     */
    static double celsius(int word, int bits) {
        boolean extended = bits == TMP_BITS && (word & EXTENDED) != 0;
        int used = extended ? bits + 1 : bits;
        int code = (short) word >> Short.SIZE - used;
        return (double) code / (1 << bits - 8);
    }
}
