package plumage.driver.linux.iio;

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

/** A device of industrial I/O (Documentation/ABI/testing/sysfs-bus-iio). */
final class IioDevice {
    private record Unit(Quantity quantity, double perUnit) {}

    /** What the interface divides by: pressure is in kilopascals. */
    private static final Map<String, Unit> UNITS = Map.of(
            "temp", new Unit(Quantity.TEMPERATURE, 1e3),
            "humidityrelative", new Unit(Quantity.RELATIVE_HUMIDITY, 1e5),
            "pressure", new Unit(Quantity.PRESSURE, 1e-3),
            "illuminance", new Unit(Quantity.ILLUMINANCE, 1),
            "voltage", new Unit(Quantity.VOLTAGE, 1e3),
            "current", new Unit(Quantity.CURRENT, 1e3),
            "power", new Unit(Quantity.POWER, 1e3),
            "resistance", new Unit(Quantity.RESISTANCE, 1));

    private static final Pattern VALUE = Pattern.compile(
            "in_(?<channel>(?<type>temp|humidityrelative|pressure|illuminance|voltage|current|power|resistance)"
                    + "(?:\\d+(?:-[a-z]+\\d+)?)?(?:_(?!input|raw)[a-z]+)?)_(?<form>input|raw)");

    private IioDevice() {}

    /** The device that the bus name tells, or the only one. */
    static KernelDevice find(Sysfs sysfs, BusName bus) throws BusException {
        return KernelDevice.choose(KernelDevice.list(sysfs, "bus/iio/devices", "iio:device", "name"), bus);
    }

    /** Looks what it measures; a raw value counts by its offset and its scale. */
    static Channels open(Sysfs sysfs, KernelDevice device) throws BusException {
        List<String> files = sysfs.list(device.directory());
        Channels channels = new Channels();
        for (String file : files) {
            Matcher value = VALUE.matcher(file);
            if (!value.matches()) {
                continue;
            }
            String channel = value.group("channel");
            boolean raw = value.group("form").equals("raw");
            if (raw && files.contains("in_" + channel + "_input")) {
                continue; // the same, processed by the driver
            }
            Unit unit = Objects.requireNonNull(UNITS.get(value.group("type")));
            String offset = raw ? shared(files, channel, "offset") : "";
            String scale = raw ? shared(files, channel, "scale") : "";
            channels.add(unit.quantity(), channel, label(sysfs, device, files, channel, value.group("type")), () -> {
                double base = offset.isEmpty() ? 0 : device.number(sysfs, offset);
                double factor = scale.isEmpty() ? 1 : device.number(sysfs, scale);
                return (device.number(sysfs, file) + base) * factor / unit.perUnit();
            });
        }
        if (channels.isEmpty()) {
            throw new BusException(Fault.NOT_READY, device + " has no input of " + UNITS.keySet());
        }
        return channels;
    }

    /** What one channel has of its own, or shares with all of its type; empty when there is none. */
    private static String shared(List<String> files, String channel, String what) {
        String own = "in_" + channel + "_" + what;
        String ofType = "in_" + channel.replaceAll("\\d", "") + "_" + what;
        return files.contains(own) ? own : files.contains(ofType) ? ofType : "";
    }

    private static String label(Sysfs sysfs, KernelDevice device, List<String> files, String channel, String type)
            throws BusException {
        String label = "in_" + channel + "_label";
        if (files.contains(label)) {
            return sysfs.read(device.directory() + "/" + label);
        }
        return channel.equals(type) ? "" : channel;
    }
}
