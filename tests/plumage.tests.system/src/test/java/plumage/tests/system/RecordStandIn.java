package plumage.tests.system;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A bundle that links a record. Before Java 18 the virtual machine keeps the record class, and the class of a component, whose methods it linked last
 * (JDK-8078641), and through them the class loaders of two bundles at most, until another record takes their place: this one.
 */
public final class RecordStandIn implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Linked linked = new Linked(null);
        if (!linked.equals(new Linked(null))
                || linked.hashCode() != 0
                || !Objects.equals(linked.toString(), "Linked[other=null]")) {
            throw new IllegalStateException(linked.toString());
        }
    }

    @Override
    public void stop(BundleContext context) {}

    /** Its component is of its own class. */
    public record Linked(@Nullable Linked other) {}
}
