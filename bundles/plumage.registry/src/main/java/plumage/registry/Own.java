package plumage.registry;

import org.jspecify.annotations.Nullable;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** A collector of Plumage's own kind: it has its snapshot ready. */
final class Own extends Source {
    private final PlumageCollector collector;

    Own(String name, PlumageCollector collector) {
        super(name);
        this.collector = collector;
    }

    /** The latest snapshot; {@code null} when the collector breaks its promise never to throw. */
    @Nullable
    Reading reading() {
        try {
            return collector.reading();
        } catch (RuntimeException | LinkageError broken) { // its bundle may be going away
            return null;
        }
    }

    /** Whether it is a sensor that had no first attempt yet. */
    boolean isUntriedSensor() {
        Reading reading = reading();
        return reading != null && reading.isSensor() && !reading.isTried();
    }
}
