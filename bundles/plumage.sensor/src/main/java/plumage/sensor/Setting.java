package plumage.sensor;

import java.lang.reflect.Array;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A configuration key with its type, range and default. Every form that a tool may write is understood: text, number, or an array with one element. Immutable.
 *
 * @param <T> what the value is
 */
public final class Setting<T> {
    private static final Pattern DURATION = Pattern.compile("(?<number>\\d+(?:\\.\\d+)?)\\s*(?<unit>ms|s|m|h)?");
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);
    private static final int LONGEST_IN_MESSAGE = 60;

    /** Keys that tools and the framework add. */
    private static final List<String> FOREIGN_PREFIXES =
            List.of("service.", "component.", "felix.", "osgi.", "org.", "config.", "webconsole.", "openhab.");

    private final String key;
    private final T defaultValue;
    private final String allowed;
    private final Function<String, T> parser;

    private Setting(String key, T defaultValue, String allowed, Function<String, T> parser) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.allowed = allowed;
        this.parser = parser;
    }

    /** A number within a range, both ends included. */
    public static Setting<Double> number(String key, double defaultValue, double min, double max) {
        String allowed = String.format(Locale.ROOT, "a number from %s to %s", plain(min), plain(max));
        return new Setting<>(key, defaultValue, allowed, text -> {
            double value = Double.parseDouble(text);
            // A negated comparison: NaN is refused as well.
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** A whole number, decimal or hexadecimal behind {@code 0x}, within a range, both ends included. */
    public static Setting<Integer> integer(String key, int defaultValue, int min, int max) {
        return new Setting<>(key, defaultValue, "a whole number from " + min + " to " + max, text -> {
            int value = wholeNumber(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** The address of a chip on an I2C bus: hexadecimal behind {@code 0x} or decimal. */
    public static Setting<Integer> address(String key, int defaultValue, int... allowed) {
        int[] sorted = Arrays.stream(allowed).sorted().toArray();
        String names =
                Arrays.stream(sorted).mapToObj(a -> String.format("0x%02x", a)).collect(Collectors.joining(", "));
        return new Setting<>(key, defaultValue, "one of " + names, text -> {
            int value = wholeNumber(text);
            if (Arrays.binarySearch(sorted, value) < 0) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** One of a few numbers. */
    public static Setting<Integer> choice(String key, int defaultValue, int... allowed) {
        int[] values = allowed.clone();
        String names = Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return new Setting<>(key, defaultValue, "one of " + names, text -> {
            int value = wholeNumber(text);
            if (Arrays.stream(values).noneMatch(v -> v == value)) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** A duration within a range, both ends included: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}; a bare number is seconds. */
    public static Setting<Duration> duration(String key, Duration defaultValue, Duration min, Duration max) {
        String allowed =
                "a number with ms, s, m or h (a bare number is seconds) from " + plain(min) + " to " + plain(max);
        return new Setting<>(key, defaultValue, allowed, text -> {
            Matcher duration = DURATION.matcher(text.toLowerCase(Locale.ROOT));
            if (!duration.matches()) {
                throw new IllegalArgumentException();
            }
            String unit = duration.group("unit");
            double millis =
                    Double.parseDouble(duration.group("number")) * MILLIS.getOrDefault(unit == null ? "s" : unit, 1e3);
            if (!(millis >= min.toMillis() && millis <= max.toMillis())) {
                throw new IllegalArgumentException();
            }
            return Duration.ofMillis(Math.round(millis));
        });
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String key, boolean defaultValue) {
        return new Setting<>(key, defaultValue, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** Text that a function understands; the function throws {@link IllegalArgumentException} for what is not allowed. */
    public static <T> Setting<T> of(String key, T defaultValue, String allowed, Function<String, T> parser) {
        return new Setting<>(key, defaultValue, allowed, parser);
    }

    /** The key. */
    public String key() {
        return key;
    }

    /** The value when the key is absent. */
    public T defaultValue() {
        return defaultValue;
    }

    /**
     * The value in a configuration, or the default when the key is absent or empty.
     *
     * @throws IllegalArgumentException with a message that names key, value and what is allowed
     */
    public T in(Map<String, ?> configuration) {
        Object raw = configuration.get(key);
        String text = raw == null ? "" : text(raw);
        if (text.isEmpty()) { // a form writes an empty field for "not set"
            return defaultValue;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException notAllowed) {
            throw new IllegalArgumentException(
                    key + ": '" + shortened(text) + "' is not allowed; allowed is " + allowed, notAllowed);
        }
    }

    /** Whether a key belongs to a tool or to the framework, and not to whoever wrote the configuration. */
    public static boolean isForeign(String key) {
        return key.contains(":") || FOREIGN_PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** What a tool wrote, as trimmed text: an array or a collection of one element is its element, of several is joined by commas. */
    public static String text(Object raw) {
        if (raw.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(raw))
                    .mapToObj(i -> text(Array.get(raw, i)))
                    .collect(Collectors.joining(","));
        }
        if (raw instanceof Iterable<?> several) {
            StringBuilder joined = new StringBuilder();
            several.forEach(
                    element -> joined.append(joined.isEmpty() ? "" : ",").append(element));
            return joined.toString().trim();
        }
        if (raw instanceof Number number && !(raw instanceof Double || raw instanceof Float)) {
            return Long.toString(number.longValue());
        }
        if (raw instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && Math.abs(number.doubleValue()) < 1e15) {
            return Long.toString(number.longValue()); // a JSON tool writes 10 as 10.0
        }
        return String.valueOf(raw).trim();
    }

    /** Text for a message: of bounded length and without control characters. */
    public static String shortened(String text) {
        String clean = text.codePoints()
                .limit(LONGEST_IN_MESSAGE)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > LONGEST_IN_MESSAGE ? clean + "…" : clean;
    }

    private static int wholeNumber(String text) {
        return text.regionMatches(true, 0, "0x", 0, 2)
                ? Integer.parseInt(text, 2, text.length(), 16)
                : Integer.parseInt(text);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String plain(Duration duration) {
        long millis = duration.toMillis();
        if (millis > 0 && millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    @Override
    public String toString() {
        return key;
    }
}
