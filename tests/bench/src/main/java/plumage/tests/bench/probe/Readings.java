package plumage.tests.bench.probe;

import io.prometheus.client.Collector;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;
import plumage.sensor.Series;

/**
 * The latest reading of each sensor, asked of the sensors themselves: what the page has to show soon. Each is told as the boolean true, the sensor's name (UTF),
 * how often it was read (double), the time of the last success in seconds since 1970 (double), and the {@link Fingerprint} of all its series (long); a false
 * ends them.
 */
final class Readings {
    private static final String READS = "sensor_reads_total";
    private static final String SUCCESS = "sensor_last_success_timestamp_seconds";

    private final Map<ServiceReference<?>, Sensor> sensors = new ConcurrentHashMap<>();

    /** What is known of the series of one sensor. */
    private static final class Sensor {
        private final PlumageCollector collector;
        private @Nullable Outline outline;
        private long[] series = {};
        private int reads;
        private int success;

        Sensor(PlumageCollector collector) {
            this.collector = collector;
        }

        @SuppressWarnings("ReferenceEquality") // the same object as long as the series stay
        synchronized void writeTo(DataOutputStream out) throws IOException {
            Reading reading = collector.reading();
            if (!reading.isSensor() || !reading.isTried()) {
                return;
            }
            if (reading.outline() != outline) {
                learn(reading.outline());
            }
            long fingerprint = 0;
            for (int i = 0; i < series.length; i++) {
                double number = reading.number(i);
                fingerprint += Double.isNaN(number) ? 0 : Fingerprint.of(series[i], number);
            }
            out.writeBoolean(true);
            out.writeUTF(reading.source());
            out.writeDouble(reading.number(reads));
            out.writeDouble(reading.number(success));
            out.writeLong(fingerprint);
        }

        private void learn(Outline now) {
            series = new long[now.size()];
            for (int i = 0; i < series.length; i++) {
                Series one = now.series().get(i);
                long hash = Fingerprint.series(one.name());
                for (int label = 0; label < now.labelNames().size(); label++) {
                    hash = Fingerprint.label(
                            hash, now.labelNames().get(label), now.labelValues().get(label));
                }
                for (int label = 0; label < one.labelNames().size(); label++) {
                    hash = Fingerprint.label(
                            hash, one.labelNames().get(label), one.labelValues().get(label));
                }
                series[i] = hash;
                reads = one.name().equals(READS) ? i : reads;
                success = one.name().equals(SUCCESS) ? i : success;
            }
            outline = now;
        }
    }

    /** Finds the sensors of now and of later. */
    void track(BundleContext context) {
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                sensors.remove(event.getServiceReference());
            } else {
                add(context, event.getServiceReference());
            }
        };
        try {
            context.addServiceListener(listener, "(objectClass=" + Collector.class.getName() + ")");
            Collection<ServiceReference<Collector>> there = context.getServiceReferences(Collector.class, null);
            there.forEach(reference -> add(context, reference));
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void add(BundleContext context, ServiceReference<?> reference) {
        if (!sensors.containsKey(reference) && context.getService(reference) instanceof PlumageCollector collector) {
            sensors.put(reference, new Sensor(collector));
        }
    }

    /** Tells all. A collector that is no sensor, or was not tried yet, is skipped. */
    void writeTo(DataOutputStream out) throws IOException {
        for (Sensor sensor : sensors.values()) {
            sensor.writeTo(out);
        }
        out.writeBoolean(false);
    }
}
