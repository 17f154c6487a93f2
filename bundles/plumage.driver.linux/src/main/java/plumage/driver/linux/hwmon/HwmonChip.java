package plumage.driver.linux.hwmon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Sysfs;
import plumage.driver.linux.Channels;
import plumage.driver.linux.KernelDevice;
import plumage.sensor.Quantity;

/** A chip of hardware monitoring (Documentation/hwmon/sysfs-interface.rst). */
final class HwmonChip {
    static final Quantity FAN_SPEED = Quantity.gauge("fan_speed", "rpm", "Turns of a fan in a minute.");

    private record Unit(Quantity quantity, double perUnit) {}

    /** What the interface divides by. */
    private static final Map<String, Unit> UNITS = Map.of(
            "temp", new Unit(Quantity.TEMPERATURE, 1e3),
            "in", new Unit(Quantity.VOLTAGE, 1e3),
            "curr", new Unit(Quantity.CURRENT, 1e3),
            "power", new Unit(Quantity.POWER, 1e6),
            "humidity", new Unit(Quantity.RELATIVE_HUMIDITY, 1e5),
            "fan", new Unit(FAN_SPEED, 1));

    /** Some chips know the power of a while only. */
    private static final Pattern VALUE =
            Pattern.compile("(?<type>temp|in|curr|power|humidity|fan)(?<number>\\d{1,4})_(?<form>input|average)");

    private record Attribute(String type, int number, String file) {
        String name() {
            return type + number;
        }
    }

    private HwmonChip() {}

    /** The chip that the bus name tells, or the only one. */
    static KernelDevice find(Sysfs sysfs, BusName bus) throws BusException {
        return KernelDevice.choose(KernelDevice.list(sysfs, "class/hwmon", "hwmon", "name"), bus);
    }

    /** Looks what it measures, and what people call that. */
    static Channels open(Sysfs sysfs, KernelDevice chip) throws BusException {
        List<String> files = sysfs.list(chip.directory());
        Channels channels = new Channels();
        for (Attribute attribute : attributes(files)) {
            Unit unit = Objects.requireNonNull(UNITS.get(attribute.type()));
            String label = attribute.name() + "_label";
            String fault = attribute.name() + "_fault";
            boolean tellsFaults = files.contains(fault);
            channels.add(
                    unit.quantity(),
                    attribute.name(),
                    files.contains(label) ? sysfs.read(chip.directory() + "/" + label) : attribute.name(),
                    () -> {
                        if (tellsFaults && chip.number(sysfs, fault) != 0) {
                            throw new BusException(Fault.FAULT, chip + " tells a fault of " + attribute.name());
                        }
                        return chip.number(sysfs, attribute.file()) / unit.perUnit();
                    });
        }
        if (channels.isEmpty()) {
            throw new BusException(Fault.NOT_READY, chip + " has no input of " + UNITS.keySet());
        }
        return channels;
    }

    private static List<Attribute> attributes(List<String> files) {
        List<Attribute> attributes = new ArrayList<>();
        for (String file : files) {
            Matcher value = VALUE.matcher(file);
            if (value.matches() && (value.group("form").equals("input") || isPowerOnAverage(value, files))) {
                attributes.add(new Attribute(value.group("type"), Integer.parseInt(value.group("number")), file));
            }
        }
        attributes.sort(Comparator.comparing(Attribute::type).thenComparing(Attribute::number));
        return attributes;
    }

    private static boolean isPowerOnAverage(Matcher value, List<String> files) {
        return value.group("type").equals("power") && !files.contains("power" + value.group("number") + "_input");
    }
}
