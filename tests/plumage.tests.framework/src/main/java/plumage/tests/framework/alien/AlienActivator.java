package plumage.tests.framework.alien;

import io.prometheus.client.Collector;
import io.prometheus.client.Gauge;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Publishes what it takes for a collector. */
public final class AlienActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Gauge gauge = Gauge.build("alien", "From another class space.").create();
        context.registerService(Collector.class, gauge, null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters
    }
}
