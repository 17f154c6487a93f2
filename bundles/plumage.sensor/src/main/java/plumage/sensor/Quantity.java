package plumage.sensor;

import java.util.regex.Pattern;

/**
 * What a sensor measures: the family of its series, its unit and its help text, each said once. The name without unit is what the configuration keys {@code
 * <quantity>.offset} and {@code <quantity>.scale} use. A driver may add one of its own with {@link #gauge} or {@link #counter}.
 */
public final class Quantity {
    // before the constants, which are checked with it
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public static final Quantity TEMPERATURE = gauge("temperature", "celsius", "Temperature in degrees Celsius.");
    public static final Quantity RELATIVE_HUMIDITY =
            gauge("relative_humidity", "ratio", "Relative humidity over water, 0 to 1.");
    public static final Quantity PRESSURE = gauge("pressure", "pascals", "Absolute air pressure at the sensor.");
    public static final Quantity GAS_RESISTANCE = gauge(
            "gas_resistance", "ohms", "Resistance of a heated metal oxide layer; it falls as volatile compounds rise.");

    public static final Quantity RESISTANCE = gauge("resistance", "ohms", "Electric resistance of what is connected.");

    public static final Quantity CO2 =
            gauge("co2", "ppm", "Carbon dioxide in the air, in parts per million by volume.");

    public static final Quantity VOLTAGE = gauge(
            "voltage",
            "volts",
            "Electric potential difference; of a channel with scale and offset, what it stands for.");
    public static final Quantity CURRENT = gauge("current", "amperes", "Electric current.");
    public static final Quantity POWER = gauge("power", "watts", "Electric power.");
    public static final Quantity ILLUMINANCE = gauge("illuminance", "lux", "Illuminance as the eye weighs light.");

    /** With the label {@code size}: the largest diameter of the particles that count, in micrometres. */
    public static final Quantity PM_MASS_CONCENTRATION = gauge(
            "pm_mass_concentration",
            "grams_per_cubic_meter",
            "Mass of airborne particles up to a size in micrometres.");

    /** With the label {@code size}: as {@link #PM_MASS_CONCENTRATION} or, of some devices, the smallest diameter. */
    public static final Quantity PM_NUMBER_CONCENTRATION = gauge(
            "pm_number_concentration", "per_cubic_meter", "Number of airborne particles of a size in micrometres.");

    public static final Quantity CONTACT_STATE = gauge(
                    "contact_state", "", "1 while the input is active, 0 while it is not, debounced.")
            .exact();
    public static final Quantity CONTACT_TRANSITIONS = counter(
                    "contact_transitions", "", "Changes of the input, debounced.")
            .exact();
    public static final Quantity PULSES =
            counter("pulses", "", "Pulses counted; begins at 0 after a crash.").exact();
    public static final Quantity PULSES_LIFETIME =
            gauge("pulses_lifetime", "", "Pulses counted since the first one ever, crashes included.");

    /** Derived from temperature and relative humidity. */
    public static final Quantity DEW_POINT =
            gauge("dew_point", "celsius", "Dew point over water, derived from temperature and humidity.");

    /** Derived from temperature and relative humidity. */
    public static final Quantity ABSOLUTE_HUMIDITY = gauge(
            "absolute_humidity",
            "grams_per_cubic_meter",
            "Water vapour in the air, derived from temperature and humidity.");

    /** Derived from pressure and the configured altitude. */
    public static final Quantity SEA_LEVEL_PRESSURE = gauge(
            "sea_level_pressure", "pascals", "Air pressure reduced to sea level, derived from pressure and altitude.");

    private final String name;
    private final String unit;
    private final String help;
    private final boolean counter;
    private final boolean exact;

    private Quantity(String name, String unit, String help, boolean counter, boolean exact) {
        if (!NAME.matcher(name).matches()
                || !(unit.isEmpty() || NAME.matcher(unit).matches())) {
            throw new IllegalArgumentException("not the name and unit of a quantity: " + name + ", " + unit);
        }
        this.name = name;
        this.unit = unit;
        this.help = help;
        this.counter = counter;
        this.exact = exact;
    }

    /**
     * A quantity that goes up and down.
     *
     * @param name snake_case without unit, such as {@code sound_pressure}
     * @param unit the base unit, plural, such as {@code pascals}; empty for a number without one
     * @param help one sentence for the HELP line
     */
    public static Quantity gauge(String name, String unit, String help) {
        return new Quantity(name, unit, help, false, false);
    }

    /** A quantity that only grows; its series end in {@code _total}. */
    public static Quantity counter(String name, String unit, String help) {
        return new Quantity(name, unit, help, true, false);
    }

    /** The same with nothing to correct: a state, or a number of events. It has no keys {@code <quantity>.offset} and {@code <quantity>.scale}. */
    public Quantity exact() {
        return new Quantity(name, unit, help, counter, true);
    }

    /** The name without unit, such as {@code temperature}. */
    public String name() {
        return name;
    }

    /** The unit, such as {@code celsius}, or empty. */
    public String unit() {
        return unit;
    }

    /** Name and unit, such as {@code temperature_celsius}; without {@code _total}. */
    public String family() {
        return unit.isEmpty() ? name : name + "_" + unit;
    }

    /** One sentence. */
    public String help() {
        return help;
    }

    /** Whether it only grows. */
    public boolean isCounter() {
        return counter;
    }

    /** Whether there is nothing to correct. */
    public boolean isExact() {
        return exact;
    }

    @Override
    public String toString() {
        return family();
    }
}
