package plumage.tests.vectors;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * What must come of a case.
 *
 * @param status whether values, some values, a fault, or either
 * @param faults the faults that are right; empty when the vectors name none
 * @param values the values that are right, by the vectors' name
 * @param writes what the driver must have written
 * @param flags status bits that the chip tells
 */
record Expectation(
        Status status, Set<Fault> faults, Map<String, Value> values, List<Write> writes, Map<String, Boolean> flags) {
    /** What a case is about. */
    enum Status {
        /** All values must come out. */
        OK("ok"),
        /** The listed values must come out, the others must be told to be missing. */
        PARTIAL("partial"),
        /** No value may come out. */
        ERROR("error"),
        /** Either is right, but never another number. */
        VALUES_OR_ERROR("values-or-error");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        private static Status of(String text) throws MalformedVectors {
            for (Status status : values()) {
                if (status.text.equals(text)) {
                    return status;
                }
            }
            throw new MalformedVectors("'status' is '" + text + "'");
        }
    }

    /** The error classes of the vectors in the words of drivers. */
    private static final Map<String, Fault> FAULTS = Map.ofEntries(
            Map.entry("absent", Fault.NACK),
            Map.entry("crc", Fault.CRC),
            Map.entry("checksum", Fault.CRC),
            Map.entry("frame", Fault.CRC),
            Map.entry("parse", Fault.CRC),
            Map.entry("timeout", Fault.TIMEOUT),
            Map.entry("not-ready", Fault.NOT_READY),
            Map.entry("wrong-chip-id", Fault.IDENTITY),
            Map.entry("sensor-fault", Fault.FAULT),
            Map.entry("out-of-range", Fault.RANGE),
            Map.entry("saturated", Fault.RANGE),
            Map.entry("bus", Fault.BUS));

    /** Understands {@code expect} of a case. */
    static Expectation parse(JsonObject expect) throws MalformedVectors {
        Map<String, Value> values = new TreeMap<>();
        for (String name : Json.optionalObject(expect, "values")
                .orElse(JsonValue.EMPTY_JSON_OBJECT)
                .keySet()) {
            values.put(name, Value.parse(Json.object(Json.object(expect, "values"), name)));
        }
        List<Write> writes = new ArrayList<>();
        for (String register : Json.optionalObject(expect, "writes")
                .orElse(JsonValue.EMPTY_JSON_OBJECT)
                .keySet()) {
            writes.add(Write.parse(register, Json.object(Json.object(expect, "writes"), register)));
        }
        Map<String, Boolean> flags = new TreeMap<>();
        Json.optionalObject(expect, "flags").orElse(JsonValue.EMPTY_JSON_OBJECT).forEach((name, value) -> {
            if (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE)) {
                flags.put(name, value.equals(JsonValue.TRUE));
            }
        });
        Status status = Status.of(Json.string(expect, "status"));
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        String classes = Json.optionalString(expect, "error").orElse("");
        if (classes.isEmpty() && status == Status.ERROR) {
            throw new MalformedVectors("'error' is missing");
        }
        for (String name : classes.isEmpty() ? new String[0] : classes.split("\\|", -1)) {
            Fault fault = FAULTS.get(name);
            if (fault == null) {
                throw new MalformedVectors("'error' is '" + name + "'; understood are "
                        + FAULTS.keySet().stream().sorted().toList());
            }
            faults.add(fault);
        }
        return new Expectation(status, faults, values, writes, flags);
    }

    /** What is wrong with what came of it, each with expected and actual; empty when nothing is. */
    List<String> compare(Observed observed, Recording recording, Chips.Chip names) throws MalformedVectors {
        List<String> problems = new ArrayList<>();
        switch (status) {
            case OK, PARTIAL -> compareValues(observed, names, false, problems);
            case ERROR -> compareFault(observed, problems);
            case VALUES_OR_ERROR -> compareValues(observed, names, true, problems);
        }
        for (Map.Entry<String, Boolean> flag : flags.entrySet()) {
            String quantity = names.flagged(flag.getKey());
            if (quantity != null && !flag.getValue() && observed.missing(names.series(quantity)) == null) {
                problems.add(flag.getKey() + " is false: expected " + quantity + " missing, actual " + observed);
            }
        }
        for (Write write : writes) {
            List<Integer> written = recording.writtenTo(write.register());
            if (written.stream().noneMatch(write::matches)) {
                problems.add("register " + hex(write.register()) + ": expected write " + write + ", actual "
                        + (written.isEmpty()
                                ? "none"
                                : written.stream().map(Expectation::hex).collect(Collectors.joining(", "))));
            }
        }
        return problems;
    }

    private void compareFault(Observed observed, List<String> problems) {
        BusException failure = observed.failure();
        boolean right = failure != null
                ? faults.contains(failure.fault())
                : observed.values().isEmpty()
                        && !observed.missing().isEmpty()
                        && faults.containsAll(observed.missing().values());
        if (!right) {
            problems.add("expected fault " + labels() + ", actual " + observed);
        }
    }

    private void compareValues(Observed observed, Chips.Chip names, boolean faultsToo, List<String> problems)
            throws MalformedVectors {
        BusException failure = observed.failure();
        if (faultsToo && failure != null && isRight(failure.fault())) {
            return;
        }
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            if (!names.tells(entry.getKey())) {
                continue;
            }
            Value expected = entry.getValue();
            String series = names.series(entry.getKey());
            Double base = observed.values().get(series);
            Fault missing = observed.missing(series);
            if (base != null) {
                double actual = base / names.factor(expected.unit());
                if (!expected.matches(actual)) {
                    problems.add(
                            entry.getKey() + ": expected " + expected + ", actual " + actual + " " + expected.unit());
                }
            } else if (expected.value() == null) {
                if (missing == null && failure == null) {
                    problems.add(entry.getKey() + ": expected to be told missing, actual nothing said");
                }
            } else if (failure != null) {
                problems.add(entry.getKey() + ": expected " + expected + ", actual " + observed);
            } else if (!faultsToo || missing == null || !isRight(missing)) {
                problems.add(entry.getKey() + ": expected " + expected + ", actual "
                        + (missing == null ? "no value" : "missing: " + missing.label()));
            }
        }
        if (faultsToo
                && values.isEmpty()
                && failure == null
                && !observed.missing().values().stream().anyMatch(this::isRight)
                && !observed.values().isEmpty()) {
            problems.add("expected fault " + labels() + " or no value, actual " + observed);
        }
    }

    private boolean isRight(Fault fault) {
        return faults.isEmpty() || faults.contains(fault);
    }

    private String labels() {
        return faults.stream().map(Fault::label).collect(Collectors.joining(" or "));
    }

    private static String hex(int value) {
        return String.format("0x%02X", value);
    }

    /**
     * A value in the unit of the vectors.
     *
     * @param value the number, or null when there must be none
     * @param alternatives numbers that are right too
     */
    record Value(@Nullable Double value, String unit, double tolerance, List<Double> alternatives) {
        /** Values are printed with twelve digits. */
        private static final double PRINTED = 1e-11;

        static Value parse(JsonObject json) throws MalformedVectors {
            List<Double> alternatives = new ArrayList<>();
            for (JsonValue alternative :
                    Json.optionalArray(json, "alternatives").orElse(JsonValue.EMPTY_JSON_ARRAY)) {
                if (!(alternative instanceof JsonNumber number)) {
                    throw new MalformedVectors("'alternatives' holds " + alternative + ", not a number");
                }
                alternatives.add(number.doubleValue());
            }
            Double value = Json.optionalNumber(json, "value").orElse(null);
            double tolerance = value == null
                    ? 0
                    : Json.optionalNumber(json, "tolerance_double").isPresent()
                            ? Json.number(json, "tolerance_double") // our drivers calculate in double precision
                            : Json.number(json, "tolerance");
            return new Value(value, Json.string(json, "unit"), tolerance, alternatives);
        }

        boolean matches(double actual) {
            return isNear(value, actual) || alternatives.stream().anyMatch(alternative -> isNear(alternative, actual));
        }

        private boolean isNear(@Nullable Double expected, double actual) {
            return expected != null && Math.abs(actual - expected) <= tolerance + PRINTED * Math.abs(expected);
        }

        @Override
        public String toString() {
            return value == null
                    ? "no value"
                    : value + (alternatives.isEmpty() ? "" : " or " + alternatives) + " " + unit + " ± " + tolerance;
        }
    }

    /**
     * A value that must be among those written to a register.
     *
     * @param mask the bits that matter
     */
    record Write(int register, int value, int mask, int tolerance) {
        static Write parse(String register, JsonObject json) throws MalformedVectors {
            return new Write(
                    Json.integer(register, "writes"),
                    Json.integer(value(json, "value"), "value"),
                    json.containsKey("mask") ? Json.integer(value(json, "mask"), "mask") : -1,
                    json.containsKey("tolerance") ? Json.integer(value(json, "tolerance"), "tolerance") : 0);
        }

        boolean matches(int written) {
            return Math.abs((written & mask) - (value & mask)) <= tolerance;
        }

        private static JsonValue value(JsonObject json, String key) {
            return json.getOrDefault(key, JsonValue.NULL);
        }

        @Override
        public String toString() {
            return hex(value)
                    + (mask == -1 ? "" : String.format(Locale.ROOT, " under mask 0x%02X", mask))
                    + (tolerance == 0 ? "" : " ± " + tolerance);
        }
    }
}
