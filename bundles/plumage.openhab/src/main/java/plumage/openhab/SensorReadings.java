package plumage.openhab;

import io.prometheus.client.Collector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** What the sensors say, by their names. Collectors of others are not asked: they may wait. */
final class SensorReadings implements AutoCloseable {
    private final ServiceTracker<Collector, PlumageCollector> collectors;

    SensorReadings(BundleContext context) {
        collectors = new ServiceTracker<>(context, Collector.class, null) {
            @Override
            public @Nullable PlumageCollector addingService(ServiceReference<Collector> reference) {
                if (context.getService(reference) instanceof PlumageCollector collector) {
                    return collector;
                }
                context.ungetService(reference);
                return null;
            }
        };
        collectors.open();
    }

    Map<String, Reading> now() {
        Map<String, Reading> readings = new HashMap<>();
        for (PlumageCollector collector : collectors.getTracked().values()) {
            try {
                Reading reading = collector.reading();
                if (reading.isSensor()) {
                    readings.put(reading.source(), reading);
                }
            } catch (RuntimeException | LinkageError leaving) {
                // its bundle is going away
            }
        }
        return readings;
    }

    @Override
    public void close() {
        collectors.close();
    }
}
