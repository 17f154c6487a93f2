package plumage.driver.linux.thermal;

import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.bus.Sysfs;
import plumage.driver.linux.KernelDevice;

/** A thermal zone (Documentation/driver-api/thermal/sysfs-api.rst). */
final class ThermalZone {
    private static final double ABSOLUTE_ZERO = -273.15; // THERMAL_TEMP_INVALID is below, -274

    private final Sysfs sysfs;
    private final KernelDevice zone;

    private ThermalZone(Sysfs sysfs, KernelDevice zone) {
        this.sysfs = sysfs;
        this.zone = zone;
    }

    /** Finds the zone that the bus name tells by its type, or the only one. */
    static ThermalZone open(Sysfs sysfs, BusName bus) throws BusException {
        return new ThermalZone(
                sysfs, KernelDevice.choose(KernelDevice.list(sysfs, "class/thermal", "thermal_zone", "type"), bus));
    }

    /** Degrees Celsius. */
    double celsius() throws BusException {
        double celsius = zone.number(sysfs, "temp") / 1000;
        if (celsius < ABSOLUTE_ZERO) {
            throw new BusException(Fault.RANGE, zone + " is " + celsius + " degrees Celsius: not measured");
        }
        return celsius;
    }
}
