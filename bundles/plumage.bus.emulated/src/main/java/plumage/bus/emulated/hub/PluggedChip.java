package plumage.bus.emulated.hub;

import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedTca9548a;
import plumage.bus.emulated.Place;
import plumage.bus.emulated.Room;
import plumage.bus.emulated.Time;

/**
 * A chip and where it is plugged, written {@code si7021@emulated-i2c-1/0x40}. Each place is in a room of its own.
 *
 * @param kind of chip
 * @param place where
 */
record PluggedChip(ChipKind kind, Place place) {
    /** For messages: how it is written. */
    static final String FORM = "<chip>@<place>, chip is one of " + ChipKind.NAMES + ", place is " + Place.FORMS;

    /**
     * Understands it as it is written.
     *
     * @throws IllegalArgumentException when it has not the {@link #FORM}
     */
    static PluggedChip parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("no @ between chip and place; allowed is " + FORM);
        }
        ChipKind kind = ChipKind.parse(text.substring(0, at).trim());
        Place place = Place.parse(text.substring(at + 1).trim());
        if (kind == ChipKind.TCA9548A
                && (place.address() < EmulatedTca9548a.FIRST_ADDRESS
                        || place.address() > EmulatedTca9548a.LAST_ADDRESS)) {
            throw new IllegalArgumentException("a multiplexer is at an address from 0x70 to 0x77");
        }
        return new PluggedChip(kind, place);
    }

    /** Plugs it, in a room whose time starts now. */
    void into(EmulatedBuses buses) {
        Time time = Time.system();
        buses.plug(place, kind.chip(time, new Room(place.toString().hashCode(), time)));
    }

    @Override
    public String toString() {
        return kind + "@" + place;
    }
}
