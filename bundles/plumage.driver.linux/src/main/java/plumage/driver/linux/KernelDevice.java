package plumage.driver.linux;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Sysfs;
import plumage.sensor.Setting;

/**
 * A device of the kernel. Its number ({@code hwmon4}) may be another one after a restart, so it is told from others by its name and by its place: the directory of
 * the hardware, below {@code /sys/devices}. Several chips of one piece of hardware have one place and several names, those of several pieces one name and several places.
 *
 * @param name what its driver calls it, such as {@code coretemp}
 * @param place such as {@code platform/coretemp.0}
 * @param directory where its files are, for {@link Sysfs}
 */
public record KernelDevice(String name, String place, String directory) {
    private static final int MOST_IN_MESSAGE = 16;

    /**
     * The devices of a class.
     *
     * @param prefix what the names of their directories begin with
     * @param nameFile the file of a device that has its name
     */
    public static List<KernelDevice> list(Sysfs sysfs, String directory, String prefix, String nameFile)
            throws BusException {
        List<KernelDevice> devices = new ArrayList<>();
        for (String entry : sysfs.list(directory)) {
            if (!entry.startsWith(prefix)) {
                continue;
            }
            String path = directory + "/" + entry;
            try {
                devices.add(new KernelDevice(sysfs.read(path + "/" + nameFile), place(sysfs.locate(path)), path));
            } catch (BusException unreadable) {
                // it vanished meanwhile or has no name: no reason to miss the others, and nobody can have asked for it
            }
        }
        return devices;
    }

    /** Without numbers of classes: {@code devices/platform/coretemp.0/hwmon/hwmon4} is the place {@code platform/coretemp.0}. A thermal zone has nothing else. */
    private static String place(String located) {
        return located.replaceFirst("^devices/(virtual/)?", "").replaceFirst("(/hwmon)?/(hwmon|iio:device)\\d+$", "");
    }

    /**
     * The one that a bus name tells: by its name, with {@code @} and a part of its place behind when there are several.
     *
     * @throws BusException {@link Fault#NACK} when there is none, {@link Fault#IDENTITY} when there are several; the message names those that there are
     */
    public static KernelDevice choose(List<KernelDevice> present, BusName bus) throws BusException {
        List<KernelDevice> meant =
                present.stream().filter(device -> device.is(bus.device())).toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (meant.isEmpty()) {
            throw new BusException(
                    Fault.NACK,
                    bus + ": no such device; "
                            + (present.isEmpty() ? "there is none at all" : "there are " + names(present)));
        }
        throw new BusException(
                Fault.IDENTITY, bus + ": several devices are meant; tell which one by bus = " + names(meant, bus));
    }

    private boolean is(String wanted) {
        return wanted.isEmpty()
                || wanted.equals(name)
                || wanted.startsWith(name + "@")
                        && ("/" + place + "/").contains("/" + wanted.substring(name.length() + 1) + "/");
    }

    private static String names(List<KernelDevice> devices) {
        return devices.stream()
                        .limit(MOST_IN_MESSAGE)
                        .map(KernelDevice::toString)
                        .collect(Collectors.joining(", "))
                + (devices.size() > MOST_IN_MESSAGE ? ", …" : "");
    }

    private static String names(List<KernelDevice> devices, BusName bus) {
        String kind = bus.text().substring(0, bus.kind().name().length());
        return kind + "/" + names(devices).replace(", ", " or " + kind + "/");
    }

    /**
     * The number in one of its files.
     *
     * @throws BusException {@link Fault#CRC} when it is none, besides those of {@link Sysfs#read}
     */
    public double number(Sysfs sysfs, String file) throws BusException {
        String text = sysfs.read(directory + "/" + file);
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException notANumber) {
            throw new BusException(
                    Fault.CRC,
                    directory + "/" + file + " is '" + Setting.shortened(text) + "', not a number",
                    notANumber);
        }
    }

    /** Its name as the label {@code chip} has it. */
    public String variant() {
        return Setting.shortened(name).toLowerCase(Locale.ROOT);
    }

    /** As in a bus name. */
    @Override
    public String toString() {
        return Setting.shortened(name) + (place.isEmpty() ? "" : "@" + place);
    }
}
