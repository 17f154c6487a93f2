package plumage.driver.linux.w1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Sysfs;
import plumage.driver.linux.KernelDevice;
import plumage.sensor.Setting;

/**
 * A thermometer on 1-wire by the kernel's driver w1_therm (Documentation/w1/slaves/w1_therm.rst): reading its file {@code w1_slave} converts, which takes up to
 * 750 ms, and gives the scratchpad with the verdict on its checksum.
 */
final class W1Therm {
    /** The kernel reads up to five times when a checksum is wrong, and lets a device wait for each that takes its power from the data line and converts before it: 750 ms each. */
    static final Duration LONGEST_READ = Duration.ofSeconds(10);

    private static final String DEVICES = "bus/w1/devices";

    /** The first line; the second one repeats the last good scratchpad when this one is bad. */
    private static final Pattern FIRST_LINE =
            Pattern.compile("((?:[0-9a-f]{2} ){9}): crc=[0-9a-f]{2} (YES|NO)(?:\\s.*)?", Pattern.DOTALL);

    private static final double COLDEST = -55;
    private static final double HOTTEST = 125;

    /** Which scratchpad. */
    enum Family {
        /** DS18B20 data sheet 19-7487: temperature register, memory map, configuration register. */
        DS18B20("28-"),
        /** DS18S20 data sheet 19-5474, "Operation: measuring temperature". */
        DS18S20("10-");

        private final String prefix;

        Family(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Sysfs sysfs;
    private final Family family;
    private final String file;

    private W1Therm(Sysfs sysfs, Family family, String file) {
        this.sysfs = sysfs;
        this.family = family;
        this.file = file;
    }

    /** Finds the device that the bus name tells, or the only one of its family. */
    static W1Therm open(Sysfs sysfs, BusName bus, Family family) throws BusException {
        List<KernelDevice> present = new ArrayList<>();
        for (String id : sysfs.list(DEVICES)) {
            if (id.startsWith(family.prefix)) {
                present.add(new KernelDevice(id, "", DEVICES + "/" + id));
            }
        }
        return new W1Therm(sysfs, family, KernelDevice.choose(present, bus).directory() + "/w1_slave");
    }

    /** Converts and reads; degrees Celsius. */
    double celsius() throws BusException {
        String text = sysfs.read(file);
        Matcher first = FIRST_LINE.matcher(text);
        if (!first.matches()) {
            throw new BusException(
                    Fault.CRC, file + " is '" + Setting.shortened(text) + "', not nine bytes, crc= and YES or NO");
        }
        String bytes = first.group(1).strip();
        if (first.group(2).equals("NO")) {
            throw new BusException(Fault.CRC, "the checksum of " + bytes + " is wrong");
        }
        byte[] scratchpad = HexFormat.ofDelimiter(" ").parseHex(bytes);
        if (bytes.replace(" ", "").matches("0+")) {
            throw new BusException(
                    Fault.BUS, "nine bytes of 0: the 1-wire line is held low"); // their checksum is right
        }
        double celsius = family == Family.DS18B20 ? ds18b20(scratchpad) : ds18s20(scratchpad);
        if (celsius < COLDEST || celsius > HOTTEST) {
            throw new BusException(
                    Fault.RANGE,
                    String.format(Locale.ROOT, "%s is %s degrees Celsius, not from -55 to 125", bytes, celsius));
        }
        return celsius;
    }

    private static double ds18b20(byte[] scratchpad) throws BusException {
        int code = code(scratchpad);
        // "Power-on reset value": 85 °C; a conversion of 85 °C leaves 10 in the reserved byte, not what is there after
        // power-up
        if (code == 0x0550 && scratchpad[6] == 0x0C) {
            throw new BusException(Fault.NOT_READY, "85 degrees Celsius after power-up: not converted");
        }
        int undefined = 3 - (scratchpad[4] >> 5 & 3); // R1 R0 are 3 with 12 bits; each bit less leaves one undefined
        return (code >> undefined << undefined) / 16.0;
    }

    private static double ds18s20(byte[] scratchpad) throws BusException {
        int countRemain = scratchpad[6];
        int countPerCelsius = scratchpad[7];
        if (countPerCelsius <= 0 || countRemain < 0 || countRemain > countPerCelsius) {
            throw new BusException(
                    Fault.RANGE,
                    String.format("COUNT_REMAIN and COUNT_PER_C are %02X and %02X", countRemain, countPerCelsius));
        }
        return (code(scratchpad) >> 1) - 0.25 + (double) (countPerCelsius - countRemain) / countPerCelsius;
    }

    private static int code(byte[] scratchpad) {
        return scratchpad[1] << 8 | Byte.toUnsignedInt(scratchpad[0]);
    }
}
