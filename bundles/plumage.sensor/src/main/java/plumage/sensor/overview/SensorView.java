package plumage.sensor.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumage.sensor.Trouble;

/**
 * One sensor.
 *
 * @param name the label {@code sensor}
 * @param chip its chip
 * @param bus where it is wired
 * @param address its address there, empty when it has none
 * @param labels the user's, by name, as configured
 * @param isUp whether its last attempt succeeded and none is overdue
 * @param lastSuccess the time of its last good reading
 * @param reads attempts
 * @param errors attempts that failed, by reason, those that never happened too
 * @param gaps good readings that lacked a quantity
 * @param values what it measures and counts, as far as it has not expired
 * @param trouble why its last attempt failed
 */
public record SensorView(
        String name,
        String chip,
        String bus,
        String address,
        Map<String, String> labels,
        boolean isUp,
        Optional<Instant> lastSuccess,
        long reads,
        Map<String, Long> errors,
        List<Gap> gaps,
        List<Value> values,
        Optional<Trouble> trouble) {

    /**
     * Good readings that lacked a quantity.
     *
     * @param quantity such as {@code gas_resistance_ohms}
     * @param reason in the word of the metrics
     * @param count how many
     */
    public record Gap(String quantity, String reason, long count) {}

    /**
     * A number that the sensor measured or counted.
     *
     * @param quantity such as {@code relative_humidity}, without its unit
     * @param labels what tells several of them apart, such as {@code channel}, by name
     * @param number in the base unit, corrected
     * @param unit the base unit, such as {@code ratio}; empty for none
     */
    public record Value(String quantity, Map<String, String> labels, double number, String unit) {
        public Value {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }

        /** The quantity for people: {@code voltage in0}. */
        public String title() {
            String title = labels.isEmpty() ? quantity : quantity + " " + String.join(" ", labels.values());
            return title.replace('_', ' ');
        }

        /** The number with a unit, as people read it: {@code 1013.25 hPa} of 101325 pascals. */
        public String amount() {
            return Amount.of(number, unit);
        }
    }

    public SensorView {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
        gaps = List.copyOf(gaps);
        values = List.copyOf(values);
    }

    /** {@code up}, {@code down}, or {@code never read}. */
    public String state() {
        if (isUp) {
            return "up";
        }
        return lastSuccess.isPresent() ? "down" : "never read";
    }

    /** The user's labels, each as {@code name=value}. */
    public List<String> tags() {
        return labels.entrySet().stream().map(Object::toString).toList();
    }

    /** How long ago the last good reading was, such as {@code 3 s ago}; empty when there was none. */
    public Optional<String> age(Instant now) {
        return lastSuccess.map(last -> age(Duration.between(last, now)));
    }

    private static String age(Duration age) {
        if (age.toHours() >= 48) {
            return age.toDays() + " days ago";
        }
        if (age.toMinutes() >= 120) {
            return age.toHours() + " h ago";
        }
        return age.toSeconds() >= 120 ? age.toMinutes() + " min ago" : Math.max(0, age.toSeconds()) + " s ago";
    }
}
