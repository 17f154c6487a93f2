package plumage.bus.emulated;

import plumage.bus.BusName;
import plumage.bus.BusName.Kind;

/**
 * Where a chip can be plugged: an address on an I2C bus, an SPI bus with its chip select, a serial port, or an input line. Written {@code emulated-i2c-1/0x40}, {@code
 * emulated-spi-0.0}, {@code emulated-serial-0} and {@code emulated-gpio-0.17}.
 *
 * @param bus an emulated one
 * @param address 0x08 to 0x77 on an I2C bus, 0 on another one
 */
public record Place(BusName bus, int address) {
    /** For messages: how places are written. */
    public static final String FORMS = "emulated-i2c-<number>/<address from 0x08 to 0x77> such as emulated-i2c-1/0x40,"
            + " emulated-spi-<number>.<chip select> such as emulated-spi-0.0,"
            + " emulated-serial-<number> such as emulated-serial-0,"
            + " or emulated-gpio-<chip>.<line> such as emulated-gpio-0.17";

    private static final int NO_ADDRESS = 0;
    private static final int FIRST_ADDRESS = 0x08;
    private static final int LAST_ADDRESS = 0x77;

    /** Checks that such a place can be. */
    public Place {
        if (!bus.emulated()) {
            throw new IllegalArgumentException(bus + " is not an emulated bus; allowed is " + FORMS);
        }
        boolean allowed =
                bus.kind() == Kind.I2C ? address >= FIRST_ADDRESS && address <= LAST_ADDRESS : address == NO_ADDRESS;
        if (!allowed) {
            throw new IllegalArgumentException(
                    String.format("address 0x%02x on %s is not allowed; allowed is %s", address, bus, FORMS));
        }
    }

    /**
     * An address on an I2C bus.
     *
     * @throws IllegalArgumentException when the bus is not an emulated I2C bus or the address is out of range
     */
    public static Place i2c(String bus, int address) {
        Place place = new Place(BusName.parse(bus), address);
        if (place.bus.kind() != Kind.I2C) {
            throw new IllegalArgumentException(bus + " is not an I2C bus, so it has no addresses; allowed is " + FORMS);
        }
        return place;
    }

    /**
     * A bus that is one place: an SPI bus with its chip select, a serial port, an input line.
     *
     * @throws IllegalArgumentException when it is not an emulated one
     */
    public static Place alone(String bus) {
        return new Place(BusName.parse(bus), NO_ADDRESS);
    }

    /**
     * Understands a place as it is written; the address may be decimal.
     *
     * @throws IllegalArgumentException when it has none of the {@link #FORMS}
     */
    public static Place parse(String text) {
        int slash = text.lastIndexOf('/'); // those before it belong to multiplexers
        if (slash < 0) {
            return alone(text);
        }
        return i2c(text.substring(0, slash), address(text.substring(slash + 1)));
    }

    private static int address(String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an address behind the slash; allowed is " + FORMS, e);
        }
    }

    @Override
    public String toString() {
        return bus.kind() == Kind.I2C ? String.format("%s/0x%02x", bus, address) : bus.text();
    }
}
