package plumage.bus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a bus as people write it: {@code i2c-1} is {@code /dev/i2c-1}, {@code spi-0.1} is {@code /dev/spidev0.1}. A name behind {@code emulated-}
 * never means a device file.
 *
 * @param text the name as written
 * @param kind how chips are reached on it
 * @param emulated whether it is an emulated one
 * @param line what has one transfer at a time: the controller, so {@code spi-0} for {@code spi-0.1}
 */
public record BusName(String text, Kind kind, boolean emulated, String line) {
    /** How chips are reached. */
    public enum Kind {
        /** By an address of seven bits. */
        I2C,
        /** By a chip select, which is part of the bus name. */
        SPI
    }

    /** For messages: which names there are. */
    public static final String FORMS =
            "i2c-<number> such as i2c-1, spi-<number>.<chip select> such as spi-0.0, or either behind emulated-";

    private static final Pattern NAME =
            Pattern.compile("(?<emulated>emulated-)?(?:(?<i2c>i2c-\\d{1,3})|(?<spi>spi-\\d{1,3})\\.\\d{1,3})");

    /**
     * Understands a name.
     *
     * @throws IllegalArgumentException when it has none of the {@link #FORMS}
     */
    public static BusName parse(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.matches()) {
            throw new IllegalArgumentException("not the name of a bus: " + FORMS);
        }
        boolean emulated = name.group("emulated") != null;
        Kind kind = name.group("i2c") != null ? Kind.I2C : Kind.SPI;
        String controller = kind == Kind.I2C ? name.group("i2c") : name.group("spi");
        return new BusName(text, kind, emulated, emulated ? "emulated-" + controller : controller);
    }

    @Override
    public String toString() {
        return text;
    }
}
