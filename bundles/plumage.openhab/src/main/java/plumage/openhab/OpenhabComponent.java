package plumage.openhab;

import io.prometheus.client.Collector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties the bridge to the framework. It registers its services itself: those of a component would have its configuration as properties, the token too, for
 * everybody to read.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = BridgeSettings.PID)
@Designate(ocd = OpenhabConfig.class)
public final class OpenhabComponent {
    private static final Logger LOG = LoggerFactory.getLogger(OpenhabComponent.class);

    private final BundleContext context;
    private final Deque<Runnable> ends = new ArrayDeque<>();

    @Activate
    public OpenhabComponent(BundleContext context, @Reference EventAdmin eventAdmin, Map<String, ?> configuration) {
        this.context = context;
        Map<String, String> problems = new LinkedHashMap<>();
        BridgeSettings settings = BridgeSettings.parse(configuration, problems);
        if (problems.isEmpty()) {
            start(settings, eventAdmin);
        } else {
            problems.values().forEach(problem -> LOG.error("{}: {}", BridgeSettings.PID, problem));
            publish(new Refusal(problems));
        }
    }

    @Deactivate
    public void close() {
        ends.forEach(Runnable::run);
    }

    private void start(BridgeSettings settings, EventAdmin eventAdmin) {
        Items items = new Items(settings.maxItems());
        List<Counts<?>> counts = new ArrayList<>();
        hear(items, settings, counts);
        fill(items, settings, counts);
        post(settings, eventAdmin, counts);
        publish(new ItemMetrics(items, counts));
    }

    private void hear(Items items, BridgeSettings settings, List<Counts<?>> counts) {
        ItemEvents events = new ItemEvents(items, settings);
        counts.add(events.counts());
        publish(EventHandler.class, events, Map.of(EventConstants.EVENT_TOPIC, ItemEvents.TOPIC));
    }

    private void fill(Items items, BridgeSettings settings, List<Counts<?>> counts) {
        Token token = settings.token();
        if (token == null) {
            return;
        }
        RestItems rest = new RestItems(settings.url(), token, RestItems.LIMITS);
        StartupFill fill = new StartupFill(rest, items, settings, StartupFill.FIRST_WAIT);
        counts.add(fill.counts());
        daemon(fill, "plumage-openhab-fill").start();
        ends.push(fill::close);
    }

    private void post(BridgeSettings settings, EventAdmin eventAdmin, List<Counts<?>> counts) {
        if (settings.postings().isEmpty()) {
            return;
        }
        SensorReadings sensors = new SensorReadings(context);
        ends.push(sensors::close);
        Poster poster = new Poster(settings.postings(), sensors::now, eventAdmin::postEvent, System::nanoTime);
        counts.add(poster.counts());
        publish(
                EventHandler.class,
                poster,
                Map.of(EventConstants.EVENT_TOPIC, ItemEvents.TOPIC, EventConstants.EVENT_FILTER, Poster.FILTER));
        ScheduledExecutorService turns =
                Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "plumage-openhab-post"));
        Future<?> turn =
                turns.scheduleWithFixedDelay(poster, 0, settings.postInterval().toMillis(), TimeUnit.MILLISECONDS);
        ends.push(() -> {
            turn.cancel(false);
            turns.shutdown();
        });
    }

    private void publish(Collector collector) {
        publish(Collector.class, collector, Map.of(Constants.SERVICE_PID, BridgeSettings.PID));
    }

    private <S> void publish(Class<S> type, S service, Map<String, String> properties) {
        ServiceRegistration<S> registration =
                context.registerService(type, service, FrameworkUtil.asDictionary(properties));
        ends.push(registration::unregister);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
