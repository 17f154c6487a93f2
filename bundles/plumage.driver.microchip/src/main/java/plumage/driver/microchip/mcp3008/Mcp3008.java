package plumage.driver.microchip.mcp3008;

import java.util.List;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SpiDevice;

/** The Microchip MCP3008 converter, ten bits and eight channels, data sheet DS21295D; an MCP3004 is the same with four. It converts while it is asked. */
final class Mcp3008 {
    /** A single channel against ground: place in the list is D2 D1 D0 of table 5-2. */
    static final List<String> SINGLE = List.of("CH0", "CH1", "CH2", "CH3", "CH4", "CH5", "CH6", "CH7");

    /** The first channel against the second, which may be less by 0.1 V than ground: place in the list is D2 D1 D0 of table 5-2. */
    static final List<String> DIFFERENTIAL =
            List.of("CH0-CH1", "CH1-CH0", "CH2-CH3", "CH3-CH2", "CH4-CH5", "CH5-CH4", "CH6-CH7", "CH7-CH6");

    private static final int START = 0x01;
    private static final int SINGLE_ENDED = 0x80;
    private static final int CHANNEL_SHIFT = 4;

    // Figure 6-1: what comes in during the second byte ends with the null bit and two bits of the code
    private static final int NULL_BIT = 0x04;
    private static final int HIGH_BITS = 0x03;
    private static final double CODES = 1024;

    private final SpiDevice device;
    private final double reference;

    /**
     * The converter; it has nothing to identify or to set up.
     *
     * @param reference at the pin VREF, in volts
     */
    Mcp3008(SpiDevice device, double reference) {
        this.device = device;
        this.reference = reference;
    }

    /**
     * Converts once.
     *
     * @param input of {@link #SINGLE} or {@link #DIFFERENTIAL}
     * @return volts
     * @throws BusException {@link Fault#NACK} when the line floats high, so that no chip can be there; a line that is low reads 0 V
     */
    double volts(String input) throws BusException {
        byte[] answer = device.transfer(START, select(input), 0);
        if ((answer[1] & NULL_BIT) != 0) {
            throw new BusException(
                    Fault.NACK,
                    String.format("the answer is %02X %02X: its null bit is 1, nobody answers", answer[1], answer[2]));
        }
        int code = (answer[1] & HIGH_BITS) << 8 | Byte.toUnsignedInt(answer[2]);
        return code * reference / CODES; // equation 4-2
    }

    private static int select(String input) {
        int single = SINGLE.indexOf(input);
        return single < 0 ? DIFFERENTIAL.indexOf(input) << CHANNEL_SHIFT : SINGLE_ENDED | single << CHANNEL_SHIFT;
    }
}
