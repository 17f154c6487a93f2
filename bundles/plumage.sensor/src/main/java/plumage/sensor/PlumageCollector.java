package plumage.sensor;

import io.prometheus.client.Collector;
import java.util.List;

/** A collector that never waits when it is asked: it has its snapshot ready. All of Plumage's own collectors are of this type, others are foreign. */
public abstract class PlumageCollector extends Collector {
    /** The latest snapshot, the same object until there is another; never waits, never throws. */
    public abstract Reading reading();

    /** The families of the latest snapshot, for any registry that knows no more of it than {@link Collector}. */
    @Override
    public final List<MetricFamilySamples> collect() {
        return reading().families(System.nanoTime());
    }
}
