package plumage.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import plumage.bus.Fault;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.Series;

/** A BME280 as the core publishes one, without the chip: 20 series, of which a reading changes 10. */
final class BenchSensor extends PlumageCollector {
    /** How many series it has. */
    static final int SERIES = 20;

    private static final Family INFO = Family.info("sensor", "What the sensor is and where it is wired.");
    private static final Family ERRORS = Family.counter("sensor_read_errors", "", "Attempts that failed, by reason.");
    private static final Family DURATION =
            Family.summary("sensor_read_duration_seconds", "seconds", "Time on the bus of each attempt.");
    private static final List<Series> COUNTS = List.of(
            Family.gauge("sensor_up", "", "1 when the last attempt to read the sensor succeeded.")
                    .series(),
            Family.counter("sensor_reads", "", "Attempts to read the sensor.").series(),
            DURATION.count(),
            DURATION.sum(),
            Family.gauge("sensor_last_success_timestamp_seconds", "seconds", "When the sensor was last read.")
                    .series());
    private static final List<Series> VALUES = List.of(
            value("temperature_celsius", "celsius"),
            value("relative_humidity_ratio", "ratio"),
            value("pressure_pascals", "pascals"),
            value("dew_point_celsius", "celsius"),
            value("absolute_humidity_grams_per_cubic_meter", "grams_per_cubic_meter"),
            value("sea_level_pressure_pascals", "pascals"));

    private static final int DIFFERENT_READINGS = 4;

    private final String name;
    private final Reading[] readings = new Reading[DIFFERENT_READINGS];
    private int now;

    BenchSensor(int number) {
        name = "bme280-" + number;
        List<Series> series = new ArrayList<>();
        series.add(INFO.series("chip", "bme280", "bus", "i2c-" + number, "address", "0x76"));
        series.addAll(COUNTS);
        for (Fault fault : Fault.values()) {
            series.add(ERRORS.series("reason", fault.label()));
        }
        series.addAll(VALUES);
        Outline outline = new Outline(Map.of("sensor", name), series);
        SplittableRandom random = new SplittableRandom(number);
        for (int i = 0; i < DIFFERENT_READINGS; i++) {
            readings[i] = reading(outline, 1000 + i, random);
        }
    }

    private static Series value(String name, String unit) {
        return Family.gauge("sensor_" + name, unit, "What is measured, or derived from it.")
                .series()
                .expiring();
    }

    private Reading reading(Outline outline, int reads, SplittableRandom random) {
        double[] numbers = new double[SERIES];
        numbers[0] = 1;
        numbers[1] = 1;
        numbers[2] = reads;
        numbers[3] = reads;
        numbers[4] = reads * random.nextDouble(0.001, 0.002);
        numbers[5] = 1_700_000_000 + 10 * reads + random.nextInt(1000) / 1e3;
        numbers[14] = random.nextDouble(18, 24);
        numbers[15] = random.nextDouble(0.3, 0.6);
        numbers[16] = random.nextDouble(99_700, 102_300);
        numbers[17] = random.nextDouble(5, 10);
        numbers[18] = random.nextDouble(5, 12);
        numbers[19] = random.nextDouble(100_000, 103_000);
        return Reading.ofSensor(name, true, outline, numbers, Long.MAX_VALUE / 2);
    }

    /** Takes another reading. */
    void read() {
        now = (now + 1) % DIFFERENT_READINGS;
    }

    String name() {
        return name;
    }

    @Override
    public Reading reading() {
        return readings[now];
    }
}
