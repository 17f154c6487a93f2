package plumage.core;

import io.prometheus.client.Collector;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.core.ConfigurationException.Problem;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** Tells of sensors that somebody configured but no driver takes: a misspelt PID, or a driver that is not deployed. */
@Component(
        service = {Collector.class, ConfigurationListener.class},
        immediate = true)
public final class UnclaimedConfigurations extends PlumageCollector implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedConfigurations.class);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String NAME = "plumage.core";
    private static final Problem UNCLAIMED = new Problem(
            "driver",
            "no driver takes this configuration; either its PID is misspelt or the driver's bundle is not deployed");
    private static final String FACTORIES = "(service.factoryPid=plumage.*)";

    private final ConfigurationAdmin admin;
    private final Host host;

    // Guarded by this.
    private final Map<String, Long> unclaimedSince = new HashMap<>();
    private final Set<String> logged = new HashSet<>();
    private Set<String> published = Set.of();
    private Reading reading = ConfigurationErrors.of(NAME, published, UNCLAIMED);
    private boolean closed;

    @Activate
    public UnclaimedConfigurations(@Reference ConfigurationAdmin admin, @Reference Host host) {
        this.admin = admin;
        this.host = host;
        next(Duration.ZERO);
    }

    @Deactivate
    synchronized void close() {
        closed = true;
    }

    private synchronized void next(Duration wait) {
        if (!closed) {
            host.schedule().after(wait, () -> host.schedule().run(this::sweep));
        }
    }

    private void sweep() {
        Set<String> configured = new HashSet<>();
        try {
            Configuration @Nullable [] found = admin.listConfigurations(FACTORIES);
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                configured.add(configuration.getPid());
            }
        } catch (IOException | InvalidSyntaxException | IllegalStateException unreadable) {
            LOG.debug("configurations cannot be listed now", unreadable);
        }
        synchronized (this) {
            long now = System.nanoTime();
            unclaimedSince.keySet().retainAll(configured);
            configured.forEach(pid -> unclaimedSince.putIfAbsent(pid, now));
            unclaimedSince.keySet().removeAll(host.pids());
            unclaimed(now).stream().filter(logged::add).forEach(pid -> LOG.error("{}: {}", pid, UNCLAIMED.message()));
            logged.retainAll(unclaimedSince.keySet());
        }
        next(SWEEP);
    }

    private Set<String> unclaimed(long now) {
        Set<String> unclaimed = new TreeSet<>();
        unclaimedSince.forEach((pid, since) -> {
            if (now - since >= GRACE.toNanos() && !host.pids().contains(pid)) {
                unclaimed.add(pid);
            }
        });
        return unclaimed;
    }

    @Override
    public synchronized void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            unclaimedSince.remove(event.getPid());
            host.tallies().forget(event.getPid());
        }
    }

    @Override
    public synchronized Reading reading() {
        Set<String> now = unclaimed(System.nanoTime());
        if (!now.equals(published)) {
            published = now;
            reading = ConfigurationErrors.of(NAME, now, UNCLAIMED);
        }
        return reading;
    }
}
