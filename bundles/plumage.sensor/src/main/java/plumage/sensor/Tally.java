package plumage.sensor;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A count that outlives restarts. Prometheus takes a counter that falls for one that began at 0 again; one that went on from a state older than what Prometheus
 * has seen would count the difference twice. So {@link #count} goes on only after a stop that could store it, and {@link #lifetime} is told beside it.
 */
@ProviderType
public interface Tally {
    /** Adds what was counted since the last time. */
    void add(long more);

    /** For a counter: goes on after a clean stop, begins at 0 after any other. */
    long count();

    /** For a gauge: all that was ever counted, but for what a crash lost (a minute's worth at most). */
    long lifetime();
}
