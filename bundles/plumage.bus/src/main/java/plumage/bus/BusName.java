package plumage.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a bus as people write it: {@code i2c-1} is {@code /dev/i2c-1}, {@code spi-0.1} is {@code /dev/spidev0.1}, {@code i2c-1/0x70.3} is channel 3 of the
 * multiplexer at 0x70 on {@code i2c-1}. {@code w1/28-0316b2464bff} is a device that a driver of the kernel reads: its files below {@code /sys}. {@code /dev/ttyUSB0} is a serial port, {@code gpio-0.17} is line 17 of {@code /dev/gpiochip0}, {@code gpio/GPIO17} the line that the kernel calls so. A name behind {@code emulated-} never means a device file.
 *
 * @param text the name as written
 * @param kind how chips are reached on it
 * @param emulated whether it is an emulated one
 * @param line what has one transfer at a time: the controller, so {@code spi-0} for {@code spi-0.1}; each serial port, GPIO line and device of the kernel for itself
 * @param path the multiplexer channels that lead to it, from the controller on; empty without one
 */
public record BusName(String text, Kind kind, boolean emulated, String line, List<Channel> path) {
    /** How chips are reached. */
    public enum Kind {
        /** By an address of seven bits. */
        I2C,
        /** By a chip select, which is part of the bus name. */
        SPI,
        /** By a serial port that is the device's alone. */
        SERIAL,
        /** A line of a GPIO chip. */
        GPIO,
        /** Through the kernel: 1-wire devices, {@code /sys/bus/w1/devices}. What is wanted of those below is part of the bus name. */
        W1,
        /** Through the kernel: chips of hardware monitoring, {@code /sys/class/hwmon}. */
        HWMON,
        /** Through the kernel: industrial I/O, {@code /sys/bus/iio/devices}. */
        IIO,
        /** Through the kernel: thermal zones, {@code /sys/class/thermal}. */
        THERMAL;

        /** Whether the kernel reads the chip and tells by files. */
        public boolean isSysfs() {
            return compareTo(W1) >= 0;
        }
    }

    /**
     * A channel of a multiplexer (TCA9548A, PCA9548A and the like).
     *
     * @param multiplexer its address, 0x70 to 0x77
     * @param number 0 to 7
     */
    public record Channel(int multiplexer, int number) {
        private static final Pattern WRITTEN = Pattern.compile("0x([0-9a-fA-F]{2})\\.(\\d{1,3})");

        private static Channel parse(String text) {
            Matcher channel = WRITTEN.matcher(text);
            if (!channel.matches()) {
                throw refused(FORMS);
            }
            int multiplexer = Integer.parseInt(channel.group(1), 16);
            int number = Integer.parseInt(channel.group(2));
            if (multiplexer < 0x70 || multiplexer > 0x77) {
                throw refused("a multiplexer has an address from 0x70 to 0x77");
            }
            if (number > 7) {
                throw refused("a multiplexer has the channels 0 to 7");
            }
            return new Channel(multiplexer, number);
        }

        @Override
        public String toString() {
            return String.format("0x%02x.%d", multiplexer, number);
        }
    }

    /** For messages: which names there are. */
    public static final String FORMS =
            "i2c-<number> such as i2c-1, a channel of a multiplexer on it such as i2c-1/0x70.3, spi-<number>.<chip select> such as spi-0.0, gpio-<chip>.<line> such as gpio-0.17, any of these behind emulated-, gpio/<line name> such as gpio/GPIO17, a serial port such as /dev/ttyUSB0, emulated-serial-<number>, or w1, hwmon, iio, thermal, for one of several with /<device> such as w1/28-0316b2464bff";

    private static final int DEEPEST = 4;
    /** A number has one notation only: two names of one bus would be two lines. */
    private static final String NUMBER = "(?:0|[1-9]\\d{0,2})";

    private static final Pattern CONTROLLER = Pattern.compile(
            "(?<emulated>emulated-)?(?:(?<i2c>i2c-#)(?<path>(?:/[^/]+)*)|(?<spi>spi-#)\\.#)".replace("#", NUMBER));

    /** Behind the class of devices whatever the kernel may call one, and where that is. */
    private static final Pattern SYSFS = Pattern.compile(
            "(?<class>w1|hwmon|iio|thermal)(?:/(?<device>[\\w.,:@+-](?:[\\w.,:@+/ -]{0,198}[\\w.,:@+-])?))?");

    /** No step upwards, no hidden file: each part begins with a letter or digit. */
    private static final Pattern SERIAL = Pattern.compile(
            "(?=.{1,200}$)/dev(?<device>(?:/[\\p{Alnum}][\\w.,:@+-]*)+)|(?<emulated>emulated-)serial-" + NUMBER);

    /** The kernel's names of lines have 31 characters at most. */
    private static final Pattern GPIO = Pattern.compile("(?<emulated>emulated-)?gpio-" + NUMBER
            + "\\.(?:0|[1-9]\\d{0,3})|gpio/(?<device>[\\w.,:@+-](?:[\\w.,:@+/ -]{0,29}[\\w.,:@+-])?)");

    public BusName {
        path = List.copyOf(path);
    }

    /**
     * Understands a name.
     *
     * @throws IllegalArgumentException when it has none of the {@link #FORMS}
     */
    public static BusName parse(String text) {
        Matcher sysfs = SYSFS.matcher(text);
        if (sysfs.matches()) {
            Kind kind = Kind.valueOf(sysfs.group("class").toUpperCase(Locale.ROOT));
            return alone(text, kind, false); // the kernel sees to its own turns
        }
        Matcher serial = SERIAL.matcher(text);
        if (serial.matches()) {
            return alone(text, Kind.SERIAL, serial.group("emulated") != null);
        }
        Matcher gpio = GPIO.matcher(text);
        if (gpio.matches()) {
            return alone(text, Kind.GPIO, gpio.group("emulated") != null);
        }
        Matcher controller = CONTROLLER.matcher(text);
        if (!controller.matches()) {
            throw refused(FORMS);
        }
        boolean emulated = controller.group("emulated") != null;
        Kind kind = controller.group("i2c") != null ? Kind.I2C : Kind.SPI;
        String line = kind == Kind.I2C ? controller.group("i2c") : controller.group("spi");
        List<Channel> path = new ArrayList<>();
        if (kind == Kind.I2C && !controller.group("path").isEmpty()) {
            for (String channel : controller.group("path").substring(1).split("/", -1)) {
                path.add(Channel.parse(channel));
            }
        }
        if (path.size() > DEEPEST) {
            throw refused("more than " + DEEPEST + " multiplexers in a row");
        }
        // one text for all names of a line: a thousand sensors may be on it
        return new BusName(text, kind, emulated, (emulated ? "emulated-" + line : line).intern(), path);
    }

    private static BusName alone(String text, Kind kind, boolean emulated) {
        return new BusName(text, kind, emulated, text, List.of());
    }

    /**
     * What is behind the class of devices: {@code 28-0316b2464bff} of {@code w1/28-0316b2464bff}, {@code GPIO17} of {@code gpio/GPIO17}, {@code ttyUSB0} of {@code
     * /dev/ttyUSB0}. Empty without one.
     */
    public String device() {
        if (kind == Kind.SERIAL) {
            return emulated ? "" : text.substring("/dev/".length());
        }
        int slash = kind == Kind.I2C ? -1 : text.indexOf('/');
        return slash < 0 ? "" : text.substring(slash + 1);
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("not the name of a bus: " + why);
    }

    /** The bus that a provider opens: this one without the multiplexers on it. */
    public BusName root() {
        return path.isEmpty() ? this : parse(line);
    }

    @Override
    public String toString() {
        return text;
    }
}
