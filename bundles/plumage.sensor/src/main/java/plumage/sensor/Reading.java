package plumage.sensor;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;

/**
 * An immutable snapshot of what a collector has to say, and until when.
 *
 * <p>Values expire by the reader's clock, not by an event: values of a hung bus vanish too. Times are those of {@link System#nanoTime}.
 *
 * @param source for people: the sensor's name, or the collector's
 * @param sensor whether the source is a sensor, so that {@code collect[]} and {@code exclude[]} select it
 * @param tried whether there has been a first attempt, or there is none to wait for
 * @param revision grows with each snapshot of one collector
 * @param families what holds until the next snapshot
 * @param values what holds until {@code expiresAt}
 * @param expiresAt when the values end
 */
public record Reading(
        String source,
        boolean sensor,
        boolean tried,
        long revision,
        List<MetricFamilySamples> families,
        List<MetricFamilySamples> values,
        long expiresAt) {
    /** Whether the values still hold at a time. */
    public boolean isFresh(long nanoTime) {
        return nanoTime - expiresAt < 0;
    }
}
