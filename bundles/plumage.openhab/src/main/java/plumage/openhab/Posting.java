package plumage.openhab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which series of a sensor is put onto openHAB's event bus, for which item. Written as
 *
 * <pre>
 * Attic_Temperature=sensor_temperature_celsius@si7021-attic by 0.1
 * Tank=sensor_voltage_volts.level@ads1115-tank
 * Contact Front_Door=sensor_contact_state@door
 * </pre>
 *
 * @param type of the item
 * @param metric the name of the series
 * @param series which one of several: the value of its label {@code channel}, {@code axis} or {@code size}; empty when there is one only
 * @param sensor the value of its label {@code sensor}
 * @param threshold what a change must exceed, in the unit of the metric
 */
record Posting(Posting.ItemType type, String item, String metric, String series, String sensor, double threshold) {
    /** The items that a number can be a state of, as openHAB calls them. */
    enum ItemType {
        NUMBER,
        CONTACT,
        SWITCH
    }

    static final String ALLOWED =
            "[Number|Contact|Switch] <item>=<metric>[.<channel>]@<sensor>[ by <threshold>], as many as you like with commas between them, each item once";

    private static final Pattern FORM = Pattern.compile("(?:(?<type>Number|Contact|Switch)\\s+)?(?<item>\\w+)\\s*=\\s*"
            + "(?<metric>[a-zA-Z_][a-zA-Z0-9_]*)(?:\\.(?<series>[^@]+))?@(?<sensor>.+?)"
            + "(?:\\s+by\\s+(?<threshold>\\d{1,20}(?:\\.\\d{1,20})?))?");

    /**
     * Understands several.
     *
     * @throws IllegalArgumentException when one of them is not understood
     */
    static List<Posting> parse(String text) {
        List<Posting> postings = new ArrayList<>();
        for (String written : text.split(",", -1)) {
            Matcher posting = FORM.matcher(written.strip());
            if (!posting.matches() || !Item.isName(posting.group("item"))) {
                throw new IllegalArgumentException();
            }
            String item = posting.group("item");
            if (postings.stream().anyMatch(other -> other.item().equals(item))) {
                throw new IllegalArgumentException();
            }
            postings.add(new Posting(
                    type(posting),
                    item,
                    posting.group("metric"),
                    posting.group("series") == null ? "" : posting.group("series"),
                    posting.group("sensor"),
                    posting.group("threshold") == null ? 0 : Double.parseDouble(posting.group("threshold"))));
        }
        return List.copyOf(postings);
    }

    private static ItemType type(Matcher posting) {
        String type = posting.group("type");
        return type == null ? ItemType.NUMBER : ItemType.valueOf(type.toUpperCase(Locale.ROOT));
    }
}
