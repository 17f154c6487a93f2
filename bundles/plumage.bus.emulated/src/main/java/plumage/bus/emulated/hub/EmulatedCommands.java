package plumage.bus.emulated.hub;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import plumage.bus.Fault;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.Faults;
import plumage.bus.emulated.Place;

/**
 * Commands for the Gogo shell, which shows what they return. A place is written as in the configuration:
 *
 * <pre>
 * emulated:list
 * emulated:unplug emulated-i2c-1/0x40
 * emulated:plug   emulated-i2c-1/0x40            the chip that was there
 * emulated:plug   bme680@emulated-i2c-1/0x77     another one
 * emulated:fault  emulated-i2c-1/0x40 nack       or timeout, bus, crc, hang; clear ends them
 * emulated:fault  emulated-i2c-1 hang            the whole bus
 * emulated:vanish emulated-i2c-1                 the adapter; appear brings it back
 * emulated:press  emulated-gpio-0.17             closes a switch; release opens it
 * emulated:pulse  emulated-gpio-0.17 5           closes and opens it five times
 * </pre>
 */
@Component(
        service = EmulatedCommands.class,
        property = {
            "osgi.command.scope=emulated",
            "osgi.command.function=list",
            "osgi.command.function=plug",
            "osgi.command.function=unplug",
            "osgi.command.function=fault",
            "osgi.command.function=vanish",
            "osgi.command.function=appear",
            "osgi.command.function=press",
            "osgi.command.function=release",
            "osgi.command.function=pulse"
        })
public final class EmulatedCommands {
    private enum Trouble {
        NACK,
        TIMEOUT,
        BUS,
        CRC,
        HANG,
        CLEAR;

        static Trouble parse(String text) {
            return Arrays.stream(values())
                    .filter(trouble -> trouble.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no fault of this name; allowed is "
                            + Arrays.stream(values())
                                    .map(trouble -> trouble.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))));
        }

        void strike(Faults faults) {
            switch (this) {
                case HANG -> faults.hang();
                case CLEAR -> faults.clear();
                default -> faults.always(Fault.valueOf(name()));
            }
        }
    }

    private static final int MOST_PULSES = 1_000_000;

    private final EmulatedBuses buses;

    /** Commands on these buses. */
    @Activate
    public EmulatedCommands(@Reference EmulatedBuses buses) {
        this.buses = buses;
    }

    /** A line for every place: chip and faults. */
    public String list() {
        return String.join("\n", buses.describe());
    }

    /** Plugs a chip, {@code si7021@emulated-i2c-1/0x40}, or the one that was last at a place, {@code emulated-i2c-1/0x40}. */
    public String plug(String chipOrPlace) {
        if (chipOrPlace.indexOf('@') >= 0) {
            PluggedChip.parse(chipOrPlace).into(buses);
        } else if (!buses.replug(Place.parse(chipOrPlace))) {
            throw new IllegalArgumentException("no chip was ever plugged there; name one: " + PluggedChip.FORM);
        }
        return list();
    }

    /** Takes a chip away. */
    public String unplug(String place) {
        buses.unplug(Place.parse(place));
        return list();
    }

    /** Makes all transfers at a place, or on a whole bus, fail or hang until {@code clear}. */
    public String fault(String placeOrBus, String fault) {
        Trouble trouble = Trouble.parse(fault);
        trouble.strike(placeOrBus.indexOf('/') >= 0 ? buses.faults(Place.parse(placeOrBus)) : buses.faults(placeOrBus));
        return list();
    }

    /** Takes a whole bus away. */
    public String vanish(String bus) {
        buses.vanish(bus);
        return list();
    }

    /** Brings a bus back, or makes an empty one. */
    public String appear(String bus) {
        buses.appear(bus);
        return list();
    }

    /** Closes a switch. */
    public String press(String line) {
        buses.input(line).press();
        return list();
    }

    /** Opens a switch. */
    public String release(String line) {
        buses.input(line).release();
        return list();
    }

    /** Closes and opens a switch, 1 to 1,000,000 times. */
    public String pulse(String line, int times) {
        if (times < 1 || times > MOST_PULSES) {
            throw new IllegalArgumentException(times + " times is not from 1 to " + MOST_PULSES);
        }
        buses.input(line).pulse(times);
        return list();
    }
}
