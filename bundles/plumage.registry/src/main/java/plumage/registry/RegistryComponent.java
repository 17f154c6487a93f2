package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.Setting;
import plumage.sensor.Trouble;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.exposition.Format;
import plumage.sensor.exposition.Page;
import plumage.sensor.exposition.Selection;

/** Ties the registry to the framework: collector services in, exposition service out. */
@Component(service = Exposition.class, immediate = true, configurationPid = RegistryComponent.PID)
@Designate(ocd = RegistryConfig.class)
public final class RegistryComponent implements Exposition {
    static final String PID = "plumage.registry";

    private static final Logger LOG = LoggerFactory.getLogger(RegistryComponent.class);
    private static final String JVM_METRICS = "jvm.metrics";

    private final Registry registry;
    private final CollectorServices services;

    @Activate
    public RegistryComponent(BundleContext context, Map<String, ?> configuration) {
        registry = new Registry(
                new Inquiry(Inquiry.BUDGET),
                System::nanoTime,
                context.getBundle().getVersion().toString());
        services = new CollectorServices(context, builtIn(context, configuration), registry::use);
        services.open();
    }

    @Deactivate
    public void close() {
        services.close();
    }

    @Override
    public Page page(Format format) {
        return registry.page(format);
    }

    @Override
    public Page page(Format format, Selection selection) {
        return registry.page(format, selection);
    }

    @Override
    public List<MetricFamilySamples> families(Selection selection) {
        return registry.families(selection);
    }

    @Override
    public List<Trouble> troubles() {
        return registry.troubles();
    }

    @Override
    public boolean isReady() {
        return registry.isReady();
    }

    private static List<Source> builtIn(BundleContext context, Map<String, ?> configuration) {
        if (!wantsJvm(context, configuration)) {
            return List.of();
        }
        try {
            return List.of(Jvm.source());
        } catch (NoClassDefFoundError absent) {
            LOG.info("No process_* and jvm_* metrics: simpleclient_hotspot is not installed");
            return List.of();
        }
    }

    /** By configuration, else by framework property; else in a hub of its own, but not as a guest of Karaf, where others may export them. */
    private static boolean wantsJvm(BundleContext context, Map<String, ?> configuration) {
        Setting<Boolean> setting = Setting.flag(JVM_METRICS, context.getProperty("karaf.base") == null);
        Object value = configuration.get(JVM_METRICS);
        if (value == null || Setting.text(value).isEmpty()) {
            value = Objects.requireNonNullElse(context.getProperty(PID + "." + JVM_METRICS), "");
        }
        try {
            return setting.in(Map.of(JVM_METRICS, value));
        } catch (IllegalArgumentException refused) {
            LOG.warn("{}: {}", PID, refused.getMessage());
            return setting.defaultValue();
        }
    }
}
