package plumage.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.PlumageCollector;

/**
 * All services that call themselves {@link Collector} or {@link CollectorRegistry}, of whatever class space, in the order of precedence: by {@code
 * service.ranking}, then by {@code service.id}. An object that was registered twice is there once.
 */
final class CollectorServices implements ServiceTrackerCustomizer<Object, CollectorServices.Tracked>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorServices.class);
    private static final Set<String> TYPES = Set.of(Collector.class.getName(), CollectorRegistry.class.getName());

    private final BundleContext context;
    private final List<Source> builtIn;
    private final Consumer<List<Source>> onChange;
    private final Map<ServiceReference<Object>, Tracked> tracked = new HashMap<>();
    private final ServiceTracker<Object, Tracked> tracker;
    /** Guarded by what is tracked. */
    private boolean closed;

    /**
     * @param builtIn sources that come after all services
     * @param onChange gets the list whenever something came, went or changed its ranking
     */
    CollectorServices(BundleContext context, List<Source> builtIn, Consumer<List<Source>> onChange) {
        this.context = context;
        this.builtIn = builtIn;
        this.onChange = onChange;
        this.tracker = new ServiceTracker<>(context, filter(), this);
    }

    /** Starts tracking. */
    void open() {
        publish();
        tracker.open(true); // all services: one of another class space is to be counted, not overlooked
    }

    /** A scrape that is under way still gets the whole page: the list stays as it was last. */
    @Override
    public void close() {
        synchronized (tracked) {
            closed = true;
        }
        tracker.close();
    }

    @Override
    public Tracked addingService(ServiceReference<Object> reference) {
        Object service = isAssignable(reference) ? context.getService(reference) : null;
        Tracked added = new Tracked(service, source(reference, service));
        synchronized (tracked) {
            tracked.put(reference, added);
            publish();
        }
        return added;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Tracked same) {
        publish();
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Tracked removed) {
        synchronized (tracked) {
            tracked.remove(reference);
            publish();
        }
        if (removed.service() != null) {
            context.ungetService(reference);
        }
    }

    private void publish() {
        synchronized (tracked) {
            if (closed) {
                return;
            }
            Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            List<Source> sources = new ArrayList<>();
            tracked.entrySet().stream()
                    .sorted(Map.Entry.<ServiceReference<Object>, Tracked>comparingByKey()
                            .reversed())
                    .map(Map.Entry::getValue)
                    .filter(one -> one.service() == null || seen.add(one.service()))
                    .forEach(one -> sources.add(one.source()));
            sources.addAll(builtIn);
            onChange.accept(Collections.unmodifiableList(sources));
        }
    }

    private boolean isAssignable(ServiceReference<?> reference) {
        return Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS))
                .anyMatch(type -> TYPES.contains(type) && reference.isAssignableTo(context.getBundle(), type));
    }

    private static Source source(ServiceReference<?> reference, @Nullable Object service) {
        String name = name(reference, service);
        if (service instanceof PlumageCollector collector) {
            return new Own(name, collector);
        }
        if (service instanceof Collector collector) {
            return Foreign.of(name, collector);
        }
        if (service instanceof CollectorRegistry registry) {
            return Foreign.of(name, registry);
        }
        LOG.warn(
                "Collector {} cannot be used: it gets io.prometheus.client from another bundle than Plumage, or gave"
                        + " no service object",
                name);
        return new Incompatible(name);
    }

    /** The PID, else bundle and class. */
    private static String name(ServiceReference<?> reference, @Nullable Object service) {
        Object pid = reference.getProperty(Constants.SERVICE_PID);
        if (pid instanceof String[] several && several.length > 0) {
            return several[0];
        }
        if (pid instanceof Collection<?> several && !several.isEmpty()) {
            return String.valueOf(several.iterator().next());
        }
        if (pid instanceof String one) {
            return one;
        }
        Bundle bundle = reference.getBundle();
        String owner = bundle == null ? "" : bundle.getSymbolicName() + "/";
        return owner
                + (service == null
                        ? "service " + reference.getProperty(Constants.SERVICE_ID)
                        : service.getClass().getName());
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter(
                    "(|(objectClass=io.prometheus.client.Collector)(objectClass=io.prometheus.client.CollectorRegistry))");
        } catch (InvalidSyntaxException impossible) { // it is a constant
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A service.
     *
     * @param service the object, {@code null} when it is of another class space
     * @param source what it is to us
     */
    record Tracked(@Nullable Object service, Source source) {}
}
