package plumage.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import plumage.bus.Fault;
import plumage.sensor.Family;
import plumage.sensor.Quantity;
import plumage.sensor.Series;

/** The families of all sensors. They and the series without labels of their own are there once, however many sensors have them. */
final class SensorFamilies {
    private final String namespace;
    private final Family info;
    private final Family quantityErrors;
    private final List<Series> health = new ArrayList<>();
    private final Map<Quantity, Series> quantities = new ConcurrentHashMap<>();
    private final Map<Quantity, Series> raw = new ConcurrentHashMap<>();

    /** @param namespace the first part of all names */
    SensorFamilies(String namespace) {
        this.namespace = namespace;
        info = Family.info(namespace, "What the sensor is and where it is wired.");
        health.add(Family.gauge(
                        namespace + "_up",
                        "",
                        "1 when the last attempt to read the sensor succeeded and none is overdue.")
                .series());
        health.add(Family.counter(namespace + "_reads", "", "Attempts to read the sensor.")
                .series());
        Family duration = Family.summary(
                namespace + "_read_duration_seconds",
                "seconds",
                "Time on the bus of each attempt, without queueing and waiting.");
        health.add(duration.count());
        health.add(duration.sum());
        health.add(Family.gauge(
                        namespace + "_last_success_timestamp_seconds",
                        "seconds",
                        "When the sensor was last read successfully, Unix time.")
                .series());
        Family errors = Family.counter(namespace + "_read_errors", "", "Attempts that failed, by reason.");
        for (Fault fault : Fault.values()) {
            health.add(errors.series("reason", fault.label()));
        }
        quantityErrors =
                Family.counter(namespace + "_quantity_errors", "", "Good readings that lacked a quantity, by reason.");
    }

    /** What a sensor is. */
    Series info(String chip, String bus, String address) {
        return info.series("chip", chip, "bus", bus, "address", address);
    }

    /** Up, reads, count and sum of their durations, last success, errors by {@link Fault}. */
    List<Series> health() {
        return health;
    }

    /** Good readings that lacked a quantity. */
    Series lacking(Quantity quantity, Fault reason) {
        return quantityErrors.series("quantity", quantity.family(), "reason", reason.label());
    }

    /** A measured quantity; names and values of labels alternate. */
    Series quantity(Quantity quantity, String... labels) {
        Series only = quantities.computeIfAbsent(quantity, q -> series(namespace + "_" + q.family(), q, q.help()));
        return labels.length == 0 ? only : only.family().series(labels).expiring();
    }

    /** The same before correction. */
    Series raw(Quantity quantity, String... labels) {
        Series only = raw.computeIfAbsent(
                quantity, q -> series(namespace + "_raw_" + q.family(), q, "Before correction: " + q.help()));
        return labels.length == 0 ? only : only.family().series(labels).expiring();
    }

    private static Series series(String name, Quantity quantity, String help) {
        Family family = quantity.isCounter()
                ? Family.counter(name, quantity.unit(), help)
                : Family.gauge(name, quantity.unit(), help);
        return family.series().expiring();
    }
}
