package plumage.openhab;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumage.sensor.Quantity;

/**
 * What the state of an item says: numbers in base units, or a text, or neither. Immutable.
 *
 * @param values the numbers; a colour has three
 * @param text empty when there is none
 */
record ItemState(List<Value> values, String text) {
    /**
     * One number.
     *
     * @param number in base units
     * @param unit as openHAB writes it, where Plumage does not know it; else empty
     */
    record Value(Quantity quantity, double number, String unit) {}

    /** Without a value: NULL, UNDEF, or what is neither number nor text. */
    static final ItemState NOTHING = new ItemState(List.of(), "");

    static final int LONGEST_TEXT = 128;

    static final Quantity NUMBER = Quantity.gauge(
            "state",
            "",
            "Numbers without a unit, and with one that Plumage does not know: then the label unit tells it.");
    private static final Quantity SWITCH_ON =
            Quantity.gauge("switch_on", "", "1 while the switch is on, 0 while it is off.");
    private static final Quantity CONTACT_OPEN =
            Quantity.gauge("contact_open", "", "1 while the contact is open, 0 while it is closed.");
    private static final Quantity TIMESTAMP =
            Quantity.gauge("timestamp", "seconds", "Dates, as seconds since 1970 in UTC.");
    private static final Quantity HUE =
            Quantity.gauge("hue", "degrees", "Hue of a colour: 0 is red, 120 green, 240 blue.");
    private static final Quantity SATURATION =
            Quantity.gauge("saturation", "ratio", "Saturation of a colour, 0 (white) to 1.");

    private static final String NUMBER_PATTERN =
            "[-+]?(?:\\d{1,40}(?:\\.\\d{0,40})?|\\.\\d{1,40})(?:[eE][-+]?\\d{1,3})?";
    private static final Pattern DECIMAL = Pattern.compile(NUMBER_PATTERN);
    private static final Pattern MEASURE = Pattern.compile("(?<number>" + NUMBER_PATTERN + ")\\s?(?<unit>\\S{0,32})");
    private static final Pattern COLOUR =
            Pattern.compile("(" + NUMBER_PATTERN + "),(" + NUMBER_PATTERN + "),(" + NUMBER_PATTERN + ")");

    /** 2024-05-01T12:34:56.789+0200; openHAB writes the zone without a colon, and as many digits of a second as there are. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Understands a state as openHAB writes it.
     *
     * @param type the class of openHAB without {@code Type}, such as {@code Quantity}; an unknown one is a state without a value
     * @throws IllegalArgumentException for a text that is no state of that type
     */
    static ItemState parse(String type, String state) {
        return switch (type) {
            case "Decimal" -> of(NUMBER, decimal(state));
            case "Quantity" -> measure(state);
            case "Percent" -> of(Units.RATIO, ratio(state));
            case "OnOff" -> of(SWITCH_ON, flag(state, "OFF", "ON"));
            case "OpenClosed" -> of(CONTACT_OPEN, flag(state, "CLOSED", "OPEN"));
            case "UpDown" -> of(Units.RATIO, flag(state, "UP", "DOWN"));
            case "HSB" -> colour(state);
            case "DateTime" -> of(TIMESTAMP, seconds(state));
            case "String", "PlayPause", "RewindFastforward" -> new ItemState(List.of(), shortened(state));
            default -> NOTHING;
        };
    }

    /**
     * Understands a state of an item of which only the type is known, as REST tells it.
     *
     * @param itemType such as {@code Number:Temperature}; of a group, that of its state
     * @throws IllegalArgumentException for a text that is no state of such an item
     */
    static ItemState ofItem(String itemType, String state) {
        if (state.equals("NULL") || state.equals("UNDEF")) {
            return NOTHING;
        }
        int dimension = itemType.indexOf(':');
        String kind = dimension < 0 ? itemType : itemType.substring(0, dimension);
        return parse(
                switch (kind) {
                    case "Number" -> "Quantity";
                    case "Dimmer", "Rollershutter" -> "Percent";
                    case "Switch" -> "OnOff";
                    case "Contact" -> "OpenClosed";
                    case "Color" -> "HSB";
                    case "Player" -> "PlayPause";
                    default -> kind;
                },
                state);
    }

    boolean isText() {
        return !text.isEmpty();
    }

    private static ItemState of(Quantity quantity, double number) {
        return new ItemState(List.of(new Value(quantity, finite(number), "")), "");
    }

    private static ItemState measure(String state) {
        Matcher measure = matched(MEASURE, state);
        BigDecimal number = new BigDecimal(measure.group("number"));
        String symbol = measure.group("unit");
        if (symbol.isEmpty()) {
            return of(NUMBER, number.doubleValue());
        }
        return Units.find(symbol)
                .map(unit -> of(unit.quantity(), unit.toBase(number)))
                .orElseGet(() -> new ItemState(List.of(new Value(NUMBER, finite(number.doubleValue()), symbol)), ""));
    }

    private static ItemState colour(String state) {
        Matcher colour = matched(COLOUR, state);
        return new ItemState(
                List.of(
                        new Value(HUE, decimal(colour.group(1)), ""),
                        new Value(SATURATION, ratio(colour.group(2)), ""),
                        new Value(Units.RATIO, ratio(colour.group(3)), "")),
                "");
    }

    private static double decimal(String text) {
        return finite(Double.parseDouble(matched(DECIMAL, text).group()));
    }

    private static double ratio(String percent) {
        return finite(new BigDecimal(matched(DECIMAL, percent).group())
                .divide(HUNDRED)
                .doubleValue());
    }

    private static double flag(String state, String zero, String one) {
        if (!state.equals(zero) && !state.equals(one)) {
            throw new IllegalArgumentException("neither " + zero + " nor " + one);
        }
        return state.equals(one) ? 1 : 0;
    }

    private static double seconds(String date) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(date, DATE);
            return time.toEpochSecond() + time.getNano() / 1e9;
        } catch (DateTimeException notADate) {
            throw new IllegalArgumentException("not a date", notADate);
        }
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("too large a number");
        }
        return number;
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number as openHAB writes it");
        }
        return matcher;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
    }
}
