package plumage.driver.bosch;

import java.util.Arrays;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.Registers;

/** The register by which the BMP180, BMx280 and BME68x tell each other apart; they share their addresses and most of their register map. */
public final class ChipId {
    private static final int CHIP_ID = 0xD0;

    private ChipId() {}

    /**
     * Refuses other chips.
     *
     * @param expected for the message, such as "a BME280 has 0x60"
     * @param ids the identities that are right
     * @throws BusException {@link Fault#IDENTITY} for any other
     */
    public static void require(Registers registers, String expected, int... ids) throws BusException {
        int id = registers.readU8(CHIP_ID);
        if (Arrays.stream(ids).noneMatch(right -> right == id)) {
            throw new BusException(
                    Fault.IDENTITY, String.format("chip_id is 0x%02x, that of %s; %s", id, owner(id), expected));
        }
    }

    private static String owner(int id) {
        return switch (id) {
            case 0x55 -> "a BMP180";
            case 0x56, 0x57, 0x58 -> "a BMP280";
            case 0x60 -> "a BME280";
            case 0x61 -> "a BME680 or BME688";
            case 0x00, 0xFF -> "a line that nobody drives";
            default -> "another chip";
        };
    }
}
