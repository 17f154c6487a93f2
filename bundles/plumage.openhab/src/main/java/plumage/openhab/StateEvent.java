package plumage.openhab;

import java.math.BigDecimal;
import java.util.Map;
import org.osgi.service.event.Event;
import plumage.openhab.Posting.ItemType;

/**
 * An event that makes a value the state of an item: an {@code ItemStateEvent}, as openHAB's OSGiEventPublisher would post it. openHAB converts it into the item's
 * own unit.
 *
 * @param type the class of openHAB without {@code Type}
 * @param value as openHAB writes it
 */
record StateEvent(String item, String type, String value) {
    /** Who it is from, to whoever asks. */
    private static final String SOURCE = "plumage.openhab";

    /** The base units of metrics, as openHAB writes them. */
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("celsius", "°C"),
            Map.entry("pascals", "Pa"),
            Map.entry("ohms", "Ω"),
            Map.entry("volts", "V"),
            Map.entry("amperes", "A"),
            Map.entry("watts", "W"),
            Map.entry("joules", "J"),
            Map.entry("hertz", "Hz"),
            Map.entry("teslas", "T"),
            Map.entry("lux", "lx"),
            Map.entry("ppm", "ppm"),
            Map.entry("ppb", "ppb"),
            Map.entry("rpm", "rpm"),
            Map.entry("meters", "m"),
            Map.entry("grams", "g"),
            Map.entry("seconds", "s"),
            Map.entry("degrees", "°"),
            Map.entry("meters_per_second", "m/s"),
            Map.entry("meters_per_second_squared", "m/s²"),
            Map.entry("grams_per_cubic_meter", "g/m³"));

    /** A number for an item; openHAB takes one with a unit for an item without a dimension too. */
    static StateEvent of(String item, ItemType type, double number, String unit) {
        return switch (type) {
            case CONTACT -> new StateEvent(item, "OpenClosed", number == 0 ? "CLOSED" : "OPEN");
            case SWITCH -> new StateEvent(item, "OnOff", number == 0 ? "OFF" : "ON");
            case NUMBER -> number(item, BigDecimal.valueOf(number), unit);
        };
    }

    /** That there is no value. */
    static StateEvent undefined(String item) {
        return new StateEvent(item, "UnDef", "UNDEF");
    }

    private static StateEvent number(String item, BigDecimal number, String unit) {
        if (unit.equals("ratio")) {
            return new StateEvent(item, "Quantity", plain(number.movePointRight(2)) + " %");
        }
        String symbol = SYMBOLS.get(unit);
        return symbol == null
                ? new StateEvent(item, "Decimal", plain(number))
                : new StateEvent(item, "Quantity", plain(number) + " " + symbol);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    Event event() {
        return new Event(
                ItemEvents.TOPIC,
                Map.of(
                        "type",
                        "ItemStateEvent",
                        "topic",
                        "openhab/items/" + item + "/state",
                        // neither has a sign that JSON would have to escape
                        "payload",
                        "{\"type\":\"" + type + "\",\"value\":\"" + value + "\"}",
                        "source",
                        SOURCE));
    }
}
