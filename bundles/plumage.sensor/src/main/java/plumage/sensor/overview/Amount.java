package plumage.sensor.overview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Numbers as people read them: 1013.25 hPa where the metric says 101325 pascals. */
final class Amount {
    /** Units that take the prefixes of the SI. */
    private static final Map<String, String> SI = Map.ofEntries(
            Map.entry("ohms", "Ω"),
            Map.entry("volts", "V"),
            Map.entry("amperes", "A"),
            Map.entry("watts", "W"),
            Map.entry("joules", "J"),
            Map.entry("meters", "m"),
            Map.entry("grams", "g"),
            Map.entry("seconds", "s"),
            Map.entry("hertz", "Hz"),
            Map.entry("teslas", "T"),
            Map.entry("grams_per_cubic_meter", "g/m³"));

    private static final Map<String, String> PLAIN = Map.of(
            "celsius", "°C",
            "lux", "lx",
            "meters_per_second_squared", "m/s²",
            "radians_per_second", "rad/s",
            "per_cubic_meter", "/m³");

    private static final String[] PREFIXES = {"n", "µ", "m", "", "k", "M", "G"};
    private static final int UNPREFIXED = 3;

    private Amount() {}

    /** A value with its unit, as the family names it; empty for none. */
    static String of(double value, String unit) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (unit.equals("ratio")) {
            return rounded(value * 100) + " %";
        }
        if (unit.equals("pascals")) {
            return rounded(value / 100) + " hPa";
        }
        String symbol = SI.get(unit);
        if (symbol == null) {
            return (rounded(value) + " " + PLAIN.getOrDefault(unit, unit.replace('_', ' '))).trim();
        }
        int prefix = UNPREFIXED;
        double scaled = value;
        while (Math.abs(scaled) >= 1000 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        while (scaled != 0 && Math.abs(scaled) < 1 && prefix > 0) {
            scaled *= 1000;
            prefix--;
        }
        return rounded(scaled) + " " + PREFIXES[prefix] + symbol;
    }

    private static String rounded(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
