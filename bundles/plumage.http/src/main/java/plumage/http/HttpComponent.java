package plumage.http;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.servlet.Servlet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.http.whiteboard.annotations.RequireHttpWhiteboard;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.Setting;
import plumage.sensor.exposition.Exposition;

/**
 * Publishes the servlets. They stay while the exposition comes and goes, so that a scrape during an update of the registry is told to come again instead of
 * being told that there is no such page.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = HttpComponent.PID)
@Designate(ocd = HttpConfig.class)
@RequireHttpWhiteboard
public final class HttpComponent {
    static final String PID = "plumage.http";

    private static final Logger LOG = LoggerFactory.getLogger(HttpComponent.class);
    private static final String PATH = "(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]{1,50}){1,5}";
    private static final String PATHS = "a path such as /plumage, of letters, digits and ._~-";

    private final List<ServiceRegistration<Servlet>> servlets = new ArrayList<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Exposition exposition;

    @Activate
    void activate(BundleContext context, Map<String, ?> configuration) {
        String metrics = get(context, configuration, path("metrics.path", "/metrics", PATH));
        boolean guest = context.getProperty("karaf.base") != null; // whose root is somebody else's
        String base = get(context, configuration, path("base.path", guest ? "/plumage" : "/", PATH + "|/"));
        String below = base.equals("/") ? "" : base;

        publish(context, "metrics", new MetricsServlet(() -> exposition), metrics);
        publish(context, "healthy", new HealthServlet("healthy", () -> null), below + "/-/healthy");
        publish(context, "ready", new HealthServlet("ready", this::unready), below + "/-/ready");
        publish(
                context,
                "landing",
                new LandingServlet(() -> exposition, metrics, below, Clock.systemUTC()),
                below.isEmpty() ? "" : below + "/*");
    }

    @Deactivate
    void deactivate() {
        servlets.forEach(ServiceRegistration::unregister);
    }

    private @Nullable String unready() {
        Exposition metrics = exposition;
        if (metrics == null) {
            return ReadOnlyServlet.NO_METRICS;
        }
        return metrics.isReady() ? null : "Not every sensor was tried yet. That takes 10 s at most.";
    }

    private void publish(BundleContext context, String name, Servlet servlet, String pattern) {
        Map<String, Object> properties = Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME,
                PID + "." + name,
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                pattern);
        servlets.add(context.registerService(Servlet.class, servlet, FrameworkUtil.asDictionary(properties)));
    }

    private static Setting<String> path(String key, String defaultValue, String allowed) {
        return Setting.of(key, defaultValue, PATHS, text -> {
            if (!text.matches(allowed)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    /** By configuration, else by framework property, else the default; what is not allowed is logged and counts as absent. */
    private static String get(BundleContext context, Map<String, ?> configuration, Setting<String> setting) {
        Object value = configuration.get(setting.key());
        if (value == null || Setting.text(value).isEmpty()) {
            value = Objects.requireNonNullElse(context.getProperty(PID + "." + setting.key()), "");
        }
        try {
            return setting.in(Map.of(setting.key(), value));
        } catch (IllegalArgumentException refused) {
            LOG.warn("{}: {}", PID, refused.getMessage());
            return setting.defaultValue();
        }
    }
}
