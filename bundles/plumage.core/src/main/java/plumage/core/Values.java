package plumage.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import plumage.bus.Fault;
import plumage.sensor.Measurement;
import plumage.sensor.Quantity;
import plumage.sensor.Series;

/**
 * The values of one sensor: as the chip gave them, then corrected and completed with what follows from them. What stays from measurement to measurement is done
 * when a value comes for the first time. Used by one attempt at a time.
 */
final class Values implements Measurement {
    /** One of the values that the chip gives, and whether it has given it this time. */
    private static final class Slot {
        final Quantity quantity;
        final String label;
        final String labelValue;
        final Correction correction;
        /** Of a relative humidity that follows it. */
        @Nullable
        Slot temperature;

        double raw = Double.NaN;
        double corrected = Double.NaN;

        Slot(Quantity quantity, String label, String labelValue, Correction correction) {
            this.quantity = quantity;
            this.label = label;
            this.labelValue = labelValue;
            this.correction = correction;
        }

        boolean isOf(Quantity otherQuantity, String otherLabel, String otherValue) {
            return quantity.equals(otherQuantity) && label.equals(otherLabel) && labelValue.equals(otherValue);
        }

        String[] labels() {
            return label.isEmpty() ? new String[0] : new String[] {label, labelValue};
        }

        void correct() {
            Slot warmth = temperature;
            double value = raw;
            if (warmth != null && !Double.isNaN(warmth.raw)) {
                value = Psychrometrics.humidityAt(warmth.correction.apply(warmth.raw), warmth.raw, raw);
            }
            corrected = correction.apply(value);
        }

        /** What was measured, where something else is exported. */
        double uncorrected() {
            Slot warmth = temperature;
            boolean follows = warmth != null && !Double.isNaN(warmth.raw);
            return follows || !correction.isNone() ? raw : Double.NaN;
        }
    }

    private final SensorFamilies families;
    private final SensorSettings settings;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Quantity, Fault> missing = new LinkedHashMap<>();
    private int next;
    private boolean nothing = true;
    private List<Series> series = List.of();
    private List<DoubleSupplier> numbers = List.of();

    Values(SensorFamilies families, SensorSettings settings) {
        this.families = families;
        this.settings = settings;
    }

    /** Begins a measurement: nothing was given yet. */
    void begin() {
        for (Slot slot : slots) {
            slot.raw = Double.NaN;
        }
        missing.clear();
        next = 0;
        nothing = true;
    }

    @Override
    public void set(Quantity quantity, double value) {
        set(quantity, "", "", value);
    }

    @Override
    public void set(Quantity quantity, String label, String labelValue, double value) {
        if (Double.isFinite(value)) {
            slot(quantity, label, labelValue).raw = value;
            nothing = false;
        } else {
            missing(quantity, Fault.RANGE);
        }
    }

    @Override
    public void missing(Quantity quantity, Fault reason) {
        missing.put(quantity, reason);
    }

    /** A driver gives its values in the same order each time, so the next slot is likely to be the one. */
    private Slot slot(Quantity quantity, String label, String labelValue) {
        for (int i = 0; i < slots.size(); i++) {
            int candidate = (next + i) % slots.size();
            Slot slot = slots.get(candidate);
            if (slot.isOf(quantity, label, labelValue)) {
                next = candidate + 1;
                return slot;
            }
        }
        Slot slot =
                new Slot(quantity, label, labelValue, settings.corrections().getOrDefault(quantity, Correction.NONE));
        slots.add(slot);
        describe();
        return slot;
    }

    private @Nullable Slot beside(Slot one, Quantity quantity) {
        for (Slot slot : slots) {
            if (slot.isOf(quantity, one.label, one.labelValue)) {
                return slot;
            }
        }
        return null;
    }

    /** What the chip did not give, and why. */
    Map<Quantity, Fault> missing() {
        return missing;
    }

    /** Why there is not a single value, when there is none. */
    Optional<Fault> nothing() {
        return nothing ? Optional.of(missing.values().stream().findFirst().orElse(Fault.NOT_READY)) : Optional.empty();
    }

    /** Corrected values, raw ones beside those that are corrected, derived ones; the same list while there are no others. */
    List<Series> series() {
        return series;
    }

    /** The number of each series, {@link Double#NaN} for one that is absent. */
    double[] numbers() {
        for (Slot slot : slots) {
            slot.correct();
        }
        double[] all = new double[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.get(i).getAsDouble();
        }
        return all;
    }

    private void describe() {
        Description all = new Description();
        for (Slot slot : slots) {
            all.add(families.quantity(slot.quantity, slot.labels()), () -> slot.corrected);
            if (slot.quantity.equals(Quantity.TEMPERATURE)) {
                Slot humidity = beside(slot, Quantity.RELATIVE_HUMIDITY);
                if (humidity != null) {
                    humidity.temperature = settings.humidityFollows() && !slot.correction.isNone() ? slot : null;
                    all.derivedFromHumidity(slot, humidity);
                }
            }
            if (slot.quantity.equals(Quantity.PRESSURE) && settings.altitude().isPresent()) {
                all.derivedFromPressure(slot, settings.altitude().getAsDouble());
            }
        }
        for (Slot slot : slots) {
            if (slot.temperature != null || !slot.correction.isNone()) {
                all.add(families.raw(slot.quantity, slot.labels()), slot::uncorrected);
            }
        }
        series = List.copyOf(all.series);
        numbers = List.copyOf(all.numbers);
    }

    /** Series, and where their numbers come from. */
    private final class Description {
        final List<Series> series = new ArrayList<>();
        final List<DoubleSupplier> numbers = new ArrayList<>();

        void add(Series one, DoubleSupplier number) {
            series.add(one);
            numbers.add(number);
        }

        /** Nothing follows from dry air. */
        void derivedFromHumidity(Slot celsius, Slot humidity) {
            add(
                    families.quantity(Quantity.DEW_POINT, celsius.labels()),
                    () -> humidity.corrected > 0
                            ? finite(Psychrometrics.dewPoint(celsius.corrected, humidity.corrected))
                            : Double.NaN);
            add(
                    families.quantity(Quantity.ABSOLUTE_HUMIDITY, celsius.labels()),
                    () -> humidity.corrected > 0
                            ? finite(Psychrometrics.absoluteHumidity(celsius.corrected, humidity.corrected))
                            : Double.NaN);
        }

        void derivedFromPressure(Slot pascals, double altitude) {
            add(
                    families.quantity(Quantity.SEA_LEVEL_PRESSURE, pascals.labels()),
                    () -> finite(Psychrometrics.seaLevelPressure(pascals.corrected, altitude)));
        }

        private static double finite(double value) {
            return Double.isFinite(value) ? value : Double.NaN;
        }
    }
}
