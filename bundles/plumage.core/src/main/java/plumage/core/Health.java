package plumage.core;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumage.bus.BusName;
import plumage.bus.Fault;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;

/** How one sensor is: its identity, whether it answers, what it has counted. Guarded by its {@link Sampler}. */
final class Health {
    private final String namespace;
    private final SensorSettings settings;
    private final Map<String, String> labels;
    private final Map<Fault, Long> errors = new EnumMap<>(Fault.class);
    private final Map<Quantity, Map<Fault, Long>> gaps = new LinkedHashMap<>();
    private String chip;
    private boolean up;
    private long reads;
    private long measured;
    private double busSeconds;
    private double lastSuccess = Double.NaN;

    Health(String namespace, SensorDriver driver, SensorSettings settings, Map<String, String> labels) {
        this.namespace = namespace;
        this.settings = settings;
        this.labels = labels;
        chip = driver.chip();
        for (Fault fault : Fault.values()) {
            errors.put(fault, 0L);
        }
        driver.gaps().forEach((quantity, reasons) -> reasons.forEach(reason -> count(quantity, reason, 0)));
    }

    void identified(String variant) {
        chip = variant;
    }

    void succeeded(double wallClockSeconds, Map<Quantity, Fault> missing) {
        up = true;
        lastSuccess = wallClockSeconds;
        missing.forEach((quantity, reason) -> count(quantity, reason, 1));
    }

    void failed(Fault fault) {
        up = false;
        errors.merge(fault, 1L, Long::sum);
    }

    void attempted() {
        reads++;
    }

    void measured(double seconds) {
        measured++;
        busSeconds += seconds;
    }

    private void count(Quantity quantity, Fault reason, long more) {
        gaps.computeIfAbsent(quantity, q -> new EnumMap<>(Fault.class)).merge(reason, more, Long::sum);
    }

    private String address() {
        if (settings.address().isPresent()) {
            return String.format("0x%02x", settings.address().getAsInt());
        }
        return settings.bus().kind() == BusName.Kind.W1 ? settings.bus().device() : "";
    }

    List<MetricFamilySamples> families() {
        Families families = new Families(labels)
                .info(
                        namespace,
                        "What the sensor is and where it is wired.",
                        "chip",
                        chip,
                        "bus",
                        settings.bus().text(),
                        "address",
                        address())
                .gauge(
                        namespace + "_up",
                        "",
                        "1 when the last attempt to read the sensor succeeded and none is overdue.",
                        up ? 1 : 0)
                .counter(namespace + "_reads", "", "Attempts to read the sensor.", reads);
        errors.forEach((fault, count) -> families.counter(
                namespace + "_read_errors", "", "Attempts that failed, by reason.", count, "reason", fault.label()));
        gaps.forEach((quantity, reasons) -> reasons.forEach((reason, count) -> families.counter(
                namespace + "_quantity_errors",
                "",
                "Good readings that lacked a quantity, by reason.",
                count,
                "quantity",
                quantity.family(),
                "reason",
                reason.label())));
        families.summary(
                namespace + "_read_duration_seconds",
                "seconds",
                "Time on the bus of each attempt, without queueing and waiting.",
                busSeconds,
                measured);
        if (!Double.isNaN(lastSuccess)) {
            families.gauge(
                    namespace + "_last_success_timestamp_seconds",
                    "seconds",
                    "When the sensor was last read successfully, Unix time.",
                    lastSuccess);
        }
        return families.build();
    }
}
