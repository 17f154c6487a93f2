package plumage.tests.vectors;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;

/** What came of playing one case: values or faults by series, a series being {@code family} or {@code family{label=value}}. */
final class Observed implements Measurement {
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, Fault> missing = new LinkedHashMap<>();
    private @Nullable BusException failure;
    private @Nullable String variant;

    @Override
    public void set(Quantity quantity, double value) {
        set(quantity.family(), value);
    }

    @Override
    public void set(Quantity quantity, String label, String labelValue, double value) {
        set(quantity.family() + "{" + label + "=" + labelValue + "}", value);
    }

    @Override
    public void missing(Quantity quantity, Fault reason) {
        missing.put(quantity.family(), reason);
    }

    /** There is no measurement at all. */
    void failed(BusException reason) {
        failure = reason;
        values.clear();
        missing.clear();
    }

    /** The chip was identified. */
    void identified(String as) {
        variant = as;
    }

    Map<String, Double> values() {
        return values;
    }

    /** Why a series has no value, or null when nobody said so; a family that is missing lacks all its series. */
    @Nullable
    Fault missing(String series) {
        Fault reason = missing.get(series);
        return reason != null ? reason : missing.get(series.split("\\{", 2)[0]);
    }

    Map<String, Fault> missing() {
        return missing;
    }

    @Nullable
    BusException failure() {
        return failure;
    }

    @Nullable
    String variant() {
        return variant;
    }

    /** In words, for a message. */
    @Override
    public String toString() {
        BusException reason = failure;
        if (reason != null) {
            return "fault " + reason.fault().label() + " (" + reason.getMessage() + ")";
        }
        return missing.isEmpty() ? "values " + values : "values " + values + ", missing " + missing;
    }

    private void set(String series, double value) {
        if (Double.isFinite(value)) {
            values.put(series, value);
        } else {
            missing.put(series, Fault.RANGE); // as the contract of Measurement has it
        }
    }
}
