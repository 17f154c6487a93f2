package plumage.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;
import plumage.sensor.Series;

/** How one sensor is: its identity, whether it answers, what it has counted. It counts in the numbers of its series. Guarded by its {@link Sampler}. */
final class Health {
    // places of the series: what the sensor is, those of SensorFamilies.health, gaps
    private static final int INFO = 0;
    private static final int UP = 1;
    private static final int READS = 2;
    private static final int MEASURED = 3;
    private static final int BUS_SECONDS = 4;
    private static final int LAST_SUCCESS = 5;
    private static final int ERRORS = 6;

    private static final List<Fault> FAULTS = List.of(Fault.values());

    /** A quantity that a good reading lacked. */
    private record Gap(Quantity quantity, Fault reason) {}

    private final SensorFamilies families;
    private final SensorSettings settings;
    private final Map<Gap, Integer> gaps = new HashMap<>();
    private List<Series> series;
    private double[] numbers;

    Health(SensorFamilies families, SensorDriver driver, SensorSettings settings) {
        this.families = families;
        this.settings = settings;
        List<Series> known = new ArrayList<>();
        known.add(info(driver.chip()));
        known.addAll(families.health());
        series = List.copyOf(known);
        numbers = new double[series.size()];
        numbers[INFO] = 1;
        numbers[LAST_SUCCESS] = Double.NaN;
        driver.gaps().forEach((quantity, reasons) -> reasons.forEach(reason -> count(quantity, reason, 0)));
    }

    void identified(String variant) {
        List<Series> known = new ArrayList<>(series);
        known.set(INFO, info(variant));
        if (!known.equals(series)) {
            series = List.copyOf(known);
        }
    }

    private Series info(String chip) {
        return families.info(chip, settings.bus().text(), address());
    }

    private String address() {
        if (settings.address().isPresent()) {
            return String.format("0x%02x", settings.address().getAsInt());
        }
        return settings.bus().kind() == BusName.Kind.W1 ? settings.bus().device() : "";
    }

    void succeeded(double wallClockSeconds, Map<Quantity, Fault> missing) {
        numbers[UP] = 1;
        numbers[LAST_SUCCESS] = wallClockSeconds;
        missing.forEach((quantity, reason) -> count(quantity, reason, 1));
    }

    void failed(Fault fault) {
        numbers[UP] = 0;
        numbers[ERRORS + FAULTS.indexOf(fault)]++;
    }

    void attempted() {
        numbers[READS]++;
    }

    void measured(double seconds) {
        numbers[MEASURED]++;
        numbers[BUS_SECONDS] += seconds;
    }

    private void count(Quantity quantity, Fault reason, int more) {
        int place = gaps.computeIfAbsent(new Gap(quantity, reason), gap -> series.size());
        if (place == series.size()) {
            List<Series> known = new ArrayList<>(series);
            known.add(families.lacking(quantity, reason));
            series = List.copyOf(known);
            numbers = Arrays.copyOf(numbers, series.size());
        }
        numbers[place] += more;
    }

    /** Its series, the same list while there are no others. */
    List<Series> series() {
        return series;
    }

    /** The number of each series; not to be changed. */
    double[] numbers() {
        return numbers;
    }
}
