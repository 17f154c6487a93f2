package plumage.driver.microchip.mcp9808;

import java.time.Duration;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.Registers;

/** The Microchip MCP9808 thermometer, data sheet DS25095A. It converts all the time by itself and can be read at any time. */
final class Mcp9808 {
    // Section 5.1, register 5-1: all but RESOLUTION are words
    private static final int CONFIG = 0x01;
    private static final int CONFIG_SHDN = 0x0100;
    private static final int TA = 0x05;
    private static final int MANUFACTURER_ID = 0x06;
    private static final int MICROCHIP = 0x0054;
    private static final int DEVICE_ID = 0x07; // the low byte is a revision
    private static final int MCP9808 = 0x04;
    private static final int RESOLUTION = 0x08;
    private static final int RESOLUTION_SIXTEENTH = 0x03; // after power-up

    private static final int TA_BITS = 13; // sign and twelve; the three above are alerts

    // "Absolute maximum ratings": storage temperature. A chip beyond does not tell a temperature
    private static final double COLDEST = -65;
    private static final double HOTTEST = 150;

    /** 250 ms are typical at a sixteenth, section 5.2.4. Until it is over the register reads 0 °C after power-up. */
    private static final Duration FIRST_CONVERSION = Duration.ofMillis(300);

    private final Registers registers;

    private Mcp9808(Registers registers) {
        this.registers = registers;
    }

    /** Identifies the chip, wakes it, lets it convert with its finest step, and waits for the first temperature. */
    static Mcp9808 open(Registers registers, Delay delay) throws BusException {
        int manufacturer = registers.readU16(MANUFACTURER_ID);
        int device = registers.readU16(DEVICE_ID);
        if (manufacturer != MICROCHIP || device >> 8 != MCP9808) {
            throw new BusException(
                    Fault.IDENTITY,
                    String.format(
                            "manufacturer and device are %04X and %04X, not 0054 and 04xx (MCP9808)",
                            manufacturer, device));
        }
        int config = registers.readU16(CONFIG);
        if ((config & CONFIG_SHDN) != 0) {
            registers.writeU16(CONFIG, config & ~CONFIG_SHDN);
        }
        if (registers.readU8(RESOLUTION) != RESOLUTION_SIXTEENTH) {
            registers.write(RESOLUTION, RESOLUTION_SIXTEENTH);
        }
        delay.pause(FIRST_CONVERSION);
        return new Mcp9808(registers);
    }

    /** The last conversion's result in degrees Celsius. */
    double celsius() throws BusException {
        int word = registers.readU16(TA);
        double celsius = celsius(word);
        if (celsius < COLDEST || celsius > HOTTEST) {
            throw new BusException(Fault.RANGE, String.format("TA is %04X: not from -65 to 150 degrees Celsius", word));
        }
        return celsius;
    }

    /** Section 5.1.3.1, as two's complement. */
    static double celsius(int word) {
        int unused = Integer.SIZE - TA_BITS;
        return (word << unused >> unused) / 16.0;
    }
}
