package plumage.sensor.overview;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumage.sensor.Trouble;
import plumage.sensor.overview.SensorView.Gap;
import plumage.sensor.overview.SensorView.Value;

/**
 * The hub as plain text, for terminals: tables with aligned columns, in an order that stays, of lines that end in {@code \n} but for the last. Text of others
 * stands there without control characters, and cut.
 */
public final class Report {
    private static final MathContext DIGITS = new MathContext(7);
    private static final double LARGEST_WHOLE = 1e15;

    private Report() {}

    /** All sensors, one a line, and the configurations that are refused. */
    public static String sensors(Overview hub, Instant now) {
        return paragraphs(sensorTable(hub, now), refused(hub));
    }

    /** All of one sensor: what it is, how it is, what it says, in base units. */
    public static String sensor(SensorView sensor, Instant now) {
        Table about = new Table()
                .row("sensor", sensor.name())
                .row("chip", sensor.chip())
                .row("bus", place(sensor))
                .row("labels", sensor.labels().isEmpty() ? "none" : String.join(", ", sensor.tags()))
                .row("state", sensor.state())
                .row("last success", lastSuccess(sensor, now))
                .row("reads", Long.toString(sensor.reads()))
                .row("errors", errors(sensor.errors()));
        sensor.trouble().ifPresent(trouble -> about.row("error", told(trouble)));
        sensor.gaps().stream()
                .filter(gap -> gap.count() > 0)
                .forEach(gap -> about.row("lacked", gap.quantity() + ": " + gap.reason() + " " + gap.count()));
        Table values = new Table("VALUE", "NUMBER", "UNIT");
        for (Value value : sensor.values()) {
            values.row(value.title(), number(value.number()), value.unit().replace('_', ' '));
        }
        String recent = values.text();
        return paragraphs(about.text(), recent.isEmpty() ? "It has no recent value." : recent);
    }

    /** What has failed: of all sensors the errors that happened, buses, refused configurations, collectors. */
    public static String faults(Overview hub) {
        Table errors = new Table("SENSOR", "WHAT", "REASON", "ERRORS");
        hub.sensors().forEach(sensor -> addErrors(errors, sensor, false));
        String any = errors.text();
        return paragraphs(any.isEmpty() ? "No sensor has failed." : any, others(hub));
    }

    /** What has failed: of one sensor all errors there may be, then as {@link #faults(Overview)}. */
    public static String faults(Overview hub, SensorView sensor) {
        Table errors = new Table("SENSOR", "WHAT", "REASON", "ERRORS");
        addErrors(errors, sensor, true);
        return paragraphs(errors.text(), others(hub));
    }

    /** Everything there is to say. */
    public static String all(Overview hub, Instant now) {
        String title = "Plumage " + OneLine.of(hub.version());
        String each = hub.sensors().stream().map(sensor -> sensor(sensor, now)).collect(Collectors.joining("\n\n\n"));
        return Stream.of(paragraphs(title.strip(), sensorTable(hub, now)), each, faults(hub))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n\n"));
    }

    private static String sensorTable(Overview hub, Instant now) {
        Table table = new Table("SENSOR", "CHIP", "BUS", "STATE", "LAST READ", "ERROR");
        for (SensorView sensor : hub.sensors()) {
            table.row(
                    sensor.name(),
                    sensor.chip(),
                    place(sensor),
                    sensor.state(),
                    sensor.age(now).orElse("-"),
                    sensor.trouble().map(Report::told).orElse(""));
        }
        String text = table.text();
        return text.isEmpty() ? "No sensors yet. One configuration is one sensor." : text;
    }

    private static String others(Overview hub) {
        Table buses = new Table("BUS", "TRANSFERS", "BUSY", "TURNS SKIPPED", "ERRORS");
        for (BusView bus : hub.buses()) {
            buses.row(
                    bus.name(),
                    Long.toString(bus.transfers()),
                    String.format(Locale.ROOT, "%.3f s", bus.busySeconds()),
                    Long.toString(bus.turnsSkipped()),
                    errors(bus.errors()));
        }
        return paragraphs(buses.text(), refused(hub), collectors(hub));
    }

    private static String refused(Overview hub) {
        Table table = new Table("REFUSED CONFIGURATION", "KEY", "WHY");
        for (Trouble refused : hub.refused()) {
            String key = refused.reason() + ": "; // most messages begin with it
            String why = refused.message();
            table.row(refused.subject(), refused.reason(), why.startsWith(key) ? why.substring(key.length()) : why);
        }
        return table.text();
    }

    private static String collectors(Overview hub) {
        String states = hub.collectors().entrySet().stream()
                .map(state -> state.getValue() + " " + OneLine.of(state.getKey()))
                .collect(Collectors.joining(", "));
        Table failed = new Table("COLLECTOR", "ERRORS");
        hub.collectorErrors().forEach((name, count) -> {
            if (count > 0) {
                failed.row(name, Long.toString(count));
            }
        });
        return paragraphs(states.isEmpty() ? "" : "Collectors: " + states, failed.text());
    }

    private static void addErrors(Table table, SensorView sensor, boolean zeros) {
        sensor.errors().forEach((reason, count) -> {
            if (zeros || count > 0) {
                table.row(sensor.name(), "reading", reason, Long.toString(count));
            }
        });
        for (Gap gap : sensor.gaps()) {
            if (zeros || gap.count() > 0) {
                table.row(sensor.name(), gap.quantity(), gap.reason(), Long.toString(gap.count()));
            }
        }
    }

    private static String place(SensorView sensor) {
        return sensor.address().isEmpty() ? sensor.bus() : sensor.bus() + " " + sensor.address();
    }

    private static String told(Trouble trouble) {
        return trouble.reason() + ": " + trouble.message();
    }

    private static String lastSuccess(SensorView sensor, Instant now) {
        Optional<Instant> last = sensor.lastSuccess();
        return last.map(time -> time.truncatedTo(ChronoUnit.SECONDS) + ", "
                        + sensor.age(now).orElseThrow())
                .orElse("never");
    }

    /** All of them, and of what kind: {@code 3 (nack 2, bus 1)}. */
    private static String errors(Map<String, Long> byReason) {
        long all = byReason.values().stream().mapToLong(Long::longValue).sum();
        String reasons = byReason.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
        return all == 0 ? "0" : all + " (" + reasons + ")";
    }

    /** Whole numbers as they are, others with seven digits. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(value) < LARGEST_WHOLE && rounded.scale() <= 15 ? rounded.toPlainString() : rounded.toString();
    }

    private static String paragraphs(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }
}
