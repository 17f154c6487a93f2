package plumage.openhab;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties the bridge to the framework. It registers its services itself: those of a component would have its configuration as properties, for everybody to read.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = BridgeSettings.PID)
@Designate(ocd = OpenhabConfig.class)
public final class OpenhabComponent {
    private static final Logger LOG = LoggerFactory.getLogger(OpenhabComponent.class);

    private final BundleContext context;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private @Nullable StartupFill fill;

    @Activate
    public OpenhabComponent(BundleContext context, Map<String, ?> configuration) {
        this.context = context;
        Map<String, String> problems = new LinkedHashMap<>();
        BridgeSettings settings = BridgeSettings.parse(configuration, problems);
        if (problems.isEmpty()) {
            start(settings);
        } else {
            problems.values().forEach(problem -> LOG.error("{}: {}", BridgeSettings.PID, problem));
            publish(Collector.class, new Refusal(problems.keySet()), Constants.SERVICE_PID, BridgeSettings.PID);
        }
    }

    @Deactivate
    public void close() {
        services.forEach(ServiceRegistration::unregister);
        if (fill != null) {
            fill.close();
        }
    }

    private void start(BridgeSettings settings) {
        Items items = new Items(settings.maxItems());
        ItemEvents events = new ItemEvents(items, settings);
        List<Counts<?>> counts = new ArrayList<>(List.of(events.counts()));
        publish(EventHandler.class, events, EventConstants.EVENT_TOPIC, ItemEvents.TOPIC);
        Token token = settings.token();
        if (token != null) {
            RestItems rest = new RestItems(settings.url(), token, RestItems.LIMITS);
            fill = new StartupFill(rest, items, settings, StartupFill.FIRST_WAIT);
            counts.add(fill.counts());
            Thread thread = new Thread(fill, "plumage-openhab-fill");
            thread.setDaemon(true);
            thread.start();
        }
        publish(Collector.class, new ItemMetrics(items, counts), Constants.SERVICE_PID, BridgeSettings.PID);
    }

    private <S> void publish(Class<S> type, S service, String property, String value) {
        services.add(context.registerService(type, service, FrameworkUtil.asDictionary(Map.of(property, value))));
    }
}
