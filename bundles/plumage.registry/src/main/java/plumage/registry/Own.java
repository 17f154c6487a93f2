package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** A collector of Plumage's own kind: it has its snapshot ready and tells when that changed. */
final class Own extends Source {
    private final PlumageCollector collector;
    private @Nullable Reading checked;
    private Checked families = Checked.NOTHING;
    private Checked values = Checked.NOTHING;

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
        return reading != null && reading.sensor() && !reading.tried();
    }

    /** What a reading says at a time. */
    Contribution contribution(Reading reading, long now) {
        if (checked == null || checked.revision() != reading.revision()) {
            families = Checked.of(reading.families());
            values = Checked.of(reading.values());
            checked = reading;
        }
        List<MetricFamilySamples> all = new ArrayList<>(families.families());
        if (reading.isFresh(now)) {
            all.addAll(values.families());
        }
        List<String> complaints = new ArrayList<>(families.complaints());
        complaints.addAll(values.complaints());
        return new Contribution(this, reading.source(), reading.sensor(), all, complaints, checked);
    }
}
