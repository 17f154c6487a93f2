package plumage.openhab;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumage.sensor.Quantity;

/**
 * The units of openHAB, by the symbols that it writes, and what each becomes in base units.
 *
 * <p>A table of our own: the library that openHAB uses for it comes with six bundles more, and nothing is to be computed but one straight line a unit. Factors are
 * those of openHAB's classes Units, ImperialUnits and SIUnits, so that both show the same.
 */
final class Units {
    /** A value is (value + offset) × factor ÷ divisor in base units. */
    record Unit(Quantity quantity, BigDecimal offset, BigDecimal factor, BigDecimal divisor) {
        double toBase(BigDecimal value) {
            return value.add(offset)
                    .multiply(factor)
                    .divide(divisor, MathContext.DECIMAL128)
                    .doubleValue();
        }

        private Unit scaled(BigDecimal prefix) {
            return new Unit(quantity, offset, factor.multiply(prefix), divisor);
        }
    }

    static final Quantity RATIO = Quantity.gauge(
            "ratio",
            "",
            "Percentages as 0 to 1: dimmers, rollershutters (1 is down), brightness of colours, numbers in %.");

    private static final Quantity MASS_DENSITY =
            Quantity.gauge("density", "grams_per_cubic_meter", "Mass per volume, such as of dust or of water vapour.");
    private static final Quantity CONCENTRATION =
            Quantity.gauge("concentration", "ppm", "Parts per million, such as of carbon dioxide.");
    private static final Quantity LEVEL_DECIBELS =
            Quantity.gauge("level", "decibels", "Levels in decibels, not converted: they are logarithms.");
    private static final Quantity LEVEL_DBM =
            Quantity.gauge("level", "dbm", "Power levels in decibels to 1 mW, not converted: they are logarithms.");
    private static final Quantity LENGTH = Quantity.gauge("length", "meters", "Length, distance, or amount of rain.");
    private static final Quantity AREA = Quantity.gauge("area", "square_meters", "Area.");
    private static final Quantity VOLUME = Quantity.gauge("volume", "cubic_meters", "Volume.");
    private static final Quantity FLOW =
            Quantity.gauge("volumetric_flow", "cubic_meters_per_second", "Volume per time.");
    private static final Quantity SPEED = Quantity.gauge("speed", "meters_per_second", "Speed, or rate of rain.");
    private static final Quantity ACCELERATION =
            Quantity.gauge("acceleration", "meters_per_second_squared", "Acceleration.");
    private static final Quantity MASS = Quantity.gauge("mass", "grams", "Mass.");
    private static final Quantity AREAL_DENSITY =
            Quantity.gauge("areal_density", "grams_per_square_meter", "Mass per area.");
    private static final Quantity DURATION = Quantity.gauge("duration", "seconds", "Durations.");
    private static final Quantity FREQUENCY =
            Quantity.gauge("frequency", "hertz", "Frequency; revolutions per minute too.");
    private static final Quantity ENERGY = Quantity.gauge("energy", "joules", "Energy; 1 kWh is 3,600,000 J.");
    private static final Quantity CHARGE = Quantity.gauge("charge", "coulombs", "Electric charge.");
    private static final Quantity DATA = Quantity.gauge("data", "bytes", "Amount of data.");
    private static final Quantity DATA_RATE =
            Quantity.gauge("data_rate", "bytes_per_second", "Data per time; 8 bits are a byte.");
    private static final Quantity CONDUCTIVITY =
            Quantity.gauge("conductivity", "siemens_per_meter", "Electric conductivity.");
    private static final Quantity IRRADIANCE =
            Quantity.gauge("irradiance", "watts_per_square_meter", "Power of radiation per area.");
    private static final Quantity RADIANT_EXPOSURE =
            Quantity.gauge("radiant_exposure", "joules_per_square_meter", "Energy of radiation per area.");
    private static final Quantity ANGLE =
            Quantity.gauge("angle", "degrees", "Angles, such as the direction of the wind.");
    private static final Quantity RADIOACTIVITY = Quantity.gauge("radioactivity", "becquerels", "Decays per second.");

    private static final Map<String, Unit> ALONE = Map.ofEntries(
            entry("one", unit(ItemState.NUMBER)),
            entry("%", unit(RATIO, "1", "100")),
            entry("ppm", unit(CONCENTRATION)),
            entry("ppb", unit(CONCENTRATION, "1", "1000")),
            entry("dB", unit(LEVEL_DECIBELS)),
            entry("dBm", unit(LEVEL_DBM)),
            entry("°C", unit(Quantity.TEMPERATURE)),
            entry("K", unit(Quantity.TEMPERATURE, "-273.15", "1", "1")),
            entry("°F", unit(Quantity.TEMPERATURE, "-32", "5", "9")),
            entry("mmHg", unit(Quantity.PRESSURE, "133.322368")),
            entry("inHg", unit(Quantity.PRESSURE, "3386.388")),
            entry("psi", unit(Quantity.PRESSURE, "6894.757")),
            entry("km/h", unit(SPEED, "5", "18")),
            entry("mph", unit(SPEED, "1609.344", "3600")),
            entry("kn", unit(SPEED, "1852", "3600")),
            entry("mm/h", unit(SPEED, "0.001", "3600")),
            entry("in/h", unit(SPEED, "0.0254", "3600")),
            entry("m/s²", unit(ACCELERATION)),
            entry("gₙ", unit(ACCELERATION, "9.80665")),
            entry("in", unit(LENGTH, "0.0254")),
            entry("ft", unit(LENGTH, "0.3048")),
            entry("yd", unit(LENGTH, "0.9144")),
            entry("ch", unit(LENGTH, "20.1168")),
            entry("fur", unit(LENGTH, "201.168")),
            entry("mi", unit(LENGTH, "1609.344")),
            entry("lea", unit(LENGTH, "4828.032")),
            entry("mm²", unit(AREA, "0.000001")),
            entry("cm²", unit(AREA, "0.0001")),
            entry("m²", unit(AREA)),
            entry("km²", unit(AREA, "1000000")),
            entry("in²", unit(AREA, "0.00064516")),
            entry("ft²", unit(AREA, "0.09290304")),
            entry("mm³", unit(VOLUME, "0.000000001")),
            entry("cm³", unit(VOLUME, "0.000001")),
            entry("dm³", unit(VOLUME, "0.001")),
            entry("m³", unit(VOLUME)),
            entry("in³", unit(VOLUME, "0.000016387064")),
            entry("ft³", unit(VOLUME, "0.028316846592")),
            entry("gal", unit(VOLUME, "0.003785411784")),
            entry("m³/s", unit(FLOW)),
            entry("m³/min", unit(FLOW, "1", "60")),
            entry("m³/h", unit(FLOW, "1", "3600")),
            entry("m³/d", unit(FLOW, "1", "86400")),
            entry("gal/min", unit(FLOW, "0.003785411784", "60")),
            entry("lb", unit(MASS, "453.59237")),
            entry("gr", unit(MASS, "0.06479891")),
            entry("gr/ft³", unit(MASS_DENSITY, "0.06479891", "0.028316846592")),
            entry("min", unit(DURATION, "60")),
            entry("h", unit(DURATION, "3600")),
            entry("d", unit(DURATION, "86400")),
            entry("day", unit(DURATION, "86400")),
            entry("wk", unit(DURATION, "604800")),
            entry("week", unit(DURATION, "604800")),
            entry("mo", unit(DURATION, "2629746")),
            entry("month", unit(DURATION, "2629746")),
            entry("y", unit(DURATION, "31556952")),
            entry("year", unit(DURATION, "31556952")),
            entry("yr", unit(DURATION, "31556952")),
            entry("rpm", unit(FREQUENCY, "1", "60")),
            entry("°", unit(ANGLE)),
            entry("'", unit(ANGLE, "1", "60")),
            entry("''", unit(ANGLE, "1", "3600")),
            entry("rad", unit(ANGLE, "180", "3.14159265358979323846")));

    private static final Map<String, Unit> WITH_PREFIX = Map.ofEntries(
            entry("Pa", unit(Quantity.PRESSURE)),
            entry("bar", unit(Quantity.PRESSURE, "100000")),
            entry("lx", unit(Quantity.ILLUMINANCE)),
            entry("V", unit(Quantity.VOLTAGE)),
            entry("A", unit(Quantity.CURRENT)),
            entry("Ω", unit(Quantity.RESISTANCE)),
            entry("W", unit(Quantity.POWER)),
            entry("VA", unit(Quantity.gauge("apparent_power", "volt_amperes", "Apparent electric power."))),
            entry("var", unit(Quantity.gauge("reactive_power", "vars", "Reactive electric power."))),
            entry("J", unit(ENERGY)),
            entry("Ws", unit(ENERGY)),
            entry("Wh", unit(ENERGY, "3600")),
            entry("cal", unit(ENERGY, "4.184")),
            entry(
                    "VAh",
                    unit(
                            Quantity.gauge(
                                    "apparent_energy", "volt_ampere_seconds", "Apparent electric power over time."),
                            "3600")),
            entry(
                    "varh",
                    unit(
                            Quantity.gauge("reactive_energy", "var_seconds", "Reactive electric power over time."),
                            "3600")),
            entry("C", unit(CHARGE)),
            entry("Ah", unit(CHARGE, "3600")),
            entry("F", unit(Quantity.gauge("capacitance", "farads", "Electric capacitance."))),
            entry("S", unit(Quantity.gauge("conductance", "siemens", "Electric conductance."))),
            entry("S/m", unit(CONDUCTIVITY)),
            entry("S/cm", unit(CONDUCTIVITY, "100")),
            entry("H", unit(Quantity.gauge("inductance", "henries", "Electric inductance."))),
            entry("T", unit(Quantity.gauge("magnetic_flux_density", "teslas", "Magnetic flux density."))),
            entry("Wb", unit(Quantity.gauge("magnetic_flux", "webers", "Magnetic flux."))),
            entry("Hz", unit(FREQUENCY)),
            entry("N", unit(Quantity.gauge("force", "newtons", "Force."))),
            entry("m", unit(LENGTH)),
            entry("m/s", unit(SPEED)),
            entry("l", unit(VOLUME, "0.001")),
            entry("l/s", unit(FLOW, "0.001")),
            entry("l/min", unit(FLOW, "0.001", "60")),
            entry("l/h", unit(FLOW, "0.001", "3600")),
            entry("g", unit(MASS)),
            entry("g/m²", unit(AREAL_DENSITY)),
            entry("g/m³", unit(MASS_DENSITY)),
            entry("g/l", unit(MASS_DENSITY, "1000")),
            entry(
                    "g/kWh",
                    unit(
                            Quantity.gauge("emission_intensity", "grams_per_joule", "Mass emitted per energy."),
                            "1",
                            "3600000")),
            entry("s", unit(DURATION)),
            entry("W/m²", unit(IRRADIANCE)),
            entry("W/cm²", unit(IRRADIANCE, "10000")),
            entry("J/m²", unit(RADIANT_EXPOSURE)),
            entry("Wh/m²", unit(RADIANT_EXPOSURE, "3600")),
            entry(
                    "Wh/m³",
                    unit(
                            Quantity.gauge("calorific_value", "joules_per_cubic_meter", "Energy per volume of a fuel."),
                            "3600")),
            entry("lm", unit(Quantity.gauge("luminous_flux", "lumens", "Light that a source gives."))),
            entry("cd", unit(Quantity.gauge("luminous_intensity", "candelas", "Light into one direction."))),
            entry("mol", unit(Quantity.gauge("amount_of_substance", "moles", "Amount of substance."))),
            entry("kat", unit(Quantity.gauge("catalytic_activity", "katals", "Catalytic activity."))),
            entry("sr", unit(Quantity.gauge("solid_angle", "steradians", "Solid angle."))),
            entry("Bq", unit(RADIOACTIVITY)),
            entry("Ci", unit(RADIOACTIVITY, "37000000000")),
            entry(
                    "Bq/m³",
                    unit(Quantity.gauge(
                            "activity_concentration",
                            "becquerels_per_cubic_meter",
                            "Decays per second and volume, such as of radon."))),
            entry("Gy", unit(Quantity.gauge("absorbed_dose", "grays", "Absorbed dose of radiation."))),
            entry("Sv", unit(Quantity.gauge("effective_dose", "sieverts", "Effective dose of radiation."))),
            entry(
                    "Sv/h",
                    unit(
                            Quantity.gauge("dose_rate", "sieverts_per_second", "Effective dose of radiation per time."),
                            "1",
                            "3600")),
            entry("bit", unit(DATA, "1", "8")),
            entry("B", unit(DATA)),
            entry("o", unit(DATA)),
            entry("bit/s", unit(DATA_RATE, "1", "8")),
            entry("B/s", unit(DATA_RATE)));

    /** Both letters for micro are in use. */
    private static final List<Map.Entry<String, BigDecimal>> PREFIXES = List.of(
            entry("Ki", binary(1)),
            entry("ki", binary(1)),
            entry("Mi", binary(2)),
            entry("Gi", binary(3)),
            entry("Ti", binary(4)),
            entry("Pi", binary(5)),
            entry("da", decimal(1)),
            entry("P", decimal(15)),
            entry("T", decimal(12)),
            entry("G", decimal(9)),
            entry("M", decimal(6)),
            entry("k", decimal(3)),
            entry("h", decimal(2)),
            entry("d", decimal(-1)),
            entry("c", decimal(-2)),
            entry("m", decimal(-3)),
            entry("\u00b5", decimal(-6)),
            entry("\u03bc", decimal(-6)),
            entry("n", decimal(-9)),
            entry("p", decimal(-12)));

    private Units() {}

    /** The unit of a symbol, if it is known. openHAB writes a prefix of a quotient as {@code m(S/m)}, unless somebody typed {@code mS/m}. */
    static Optional<Unit> find(String written) {
        String symbol = written.replace("(", "").replace(")", "");
        Unit alone = ALONE.get(symbol); // first: "min" is a minute, "mo" a month, "dB" no tenth of a byte
        Unit unit = alone == null ? WITH_PREFIX.get(symbol) : alone;
        if (unit != null) {
            return Optional.of(unit);
        }
        for (Map.Entry<String, BigDecimal> prefix : PREFIXES) {
            Unit prefixed = symbol.startsWith(prefix.getKey())
                    ? WITH_PREFIX.get(symbol.substring(prefix.getKey().length()))
                    : null;
            if (prefixed != null) {
                return Optional.of(prefixed.scaled(prefix.getValue()));
            }
        }
        return Optional.empty();
    }

    private static Unit unit(Quantity quantity) {
        return unit(quantity, "1");
    }

    private static Unit unit(Quantity quantity, String factor) {
        return unit(quantity, factor, "1");
    }

    private static Unit unit(Quantity quantity, String factor, String divisor) {
        return unit(quantity, "0", factor, divisor);
    }

    private static Unit unit(Quantity quantity, String offset, String factor, String divisor) {
        return new Unit(quantity, new BigDecimal(offset), new BigDecimal(factor), new BigDecimal(divisor));
    }

    private static BigDecimal decimal(int exponent) {
        return BigDecimal.ONE.scaleByPowerOfTen(exponent);
    }

    private static BigDecimal binary(int exponent) {
        return BigDecimal.valueOf(1024).pow(exponent);
    }
}
