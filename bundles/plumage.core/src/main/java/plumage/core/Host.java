package plumage.core;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.SensorDriver;
import plumage.sensor.SensorHost;
import plumage.sensor.Setting;

/** Starts sensors for all drivers. */
@Component(
        service = {SensorHost.class, Host.class},
        configurationPid = "plumage.core")
@Designate(ocd = Host.Config.class)
public final class Host implements SensorHost {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final String STATE = "state";
    private static final long STOP_MILLIS = 1000;
    private static final String NAMESPACE = "[a-zA-Z_][a-zA-Z0-9_]{0,63}";

    /** What holds for every sensor. */
    @ObjectClassDefinition(
            name = "Plumage: all sensors",
            description = "What holds for every sensor. A change restarts all sensors.")
    @interface Config {
        @AttributeDefinition(name = "Namespace", description = "First part of the names of all sensors' metrics.")
        String namespace() default "sensor";
    }

    private final SensorFamilies families;
    private final BusLayer buses;
    private final Workers workers = new Workers();
    private final ExecutorService disk = Workers.single("plumage-state");
    private final Tallies tallies;
    private final Claims claims = new Claims();
    private final Set<String> pids = ConcurrentHashMap.newKeySet();

    @Activate
    public Host(@Reference BusLayer buses, Config config, BundleContext bundle) {
        this.buses = buses;
        tallies = new Tallies(state(bundle), workers, disk);
        if (config.namespace().matches(NAMESPACE)) {
            families = new SensorFamilies(config.namespace());
        } else {
            LOG.error(
                    "plumage.core: namespace: '{}' is not allowed; allowed are up to 64 letters, digits and _, no digit first; 'sensor' is used",
                    Setting.shortened(config.namespace()));
            families = new SensorFamilies("sensor");
        }
    }

    /** What is kept for the next run: in the hub's data, in Karaf's, or in the framework's. */
    private static Path state(BundleContext bundle) {
        String data = bundle.getProperty("plumage.data");
        if (data != null) {
            return Path.of(data, STATE);
        }
        String karaf = bundle.getProperty("karaf.data");
        return karaf != null ? Path.of(karaf, "plumage", STATE) : Path.of(String.valueOf(bundle.getDataFile(STATE)));
    }

    /** The sensors have been closed before. What they counted is stored, unless the disk is slower than whoever stops the hub is patient. */
    @Deactivate
    void close() {
        workers.close();
        disk.shutdown();
        try {
            if (!disk.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("stopped before all counts were stored; those begin at 0");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Sensor start(SensorDriver driver, Map<String, ?> configuration) {
        Identity identity = Identity.of(configuration);
        pids.add(identity.pid());
        return new Taken(identity.pid(), sensor(driver, configuration, identity));
    }

    private Sensor sensor(SensorDriver driver, Map<String, ?> configuration, Identity identity) {
        SensorSettings settings;
        try {
            settings = SensorSettings.parse(driver, configuration, identity);
        } catch (ConfigurationException refused) {
            refused.problems().forEach(problem -> LOG.error("{}: {}", identity.pid(), problem.message()));
            return new Idle(ConfigurationErrors.of(identity.pid(), refused.problems()));
        }
        if (!settings.enabled()) {
            return new Idle(Reading.ofSensor(settings.name(), true, Outline.EMPTY, new double[0], 0));
        }
        HostedSensor sensor = new HostedSensor(
                settings.name(),
                identity.pid(),
                claims,
                () -> new Sampler(families, driver, settings, workers, buses, tallies.of(identity.pid())));
        claims.claim(settings.name(), sensor);
        return sensor;
    }

    /** The PIDs of all configurations that a driver has taken, refused ones too. */
    Set<String> pids() {
        return pids;
    }

    Schedule schedule() {
        return workers;
    }

    Tallies tallies() {
        return tallies;
    }

    /** A configuration that a driver has taken. */
    private final class Taken implements Sensor {
        private final String pid;
        private final Sensor sensor;

        Taken(String pid, Sensor sensor) {
            this.pid = pid;
            this.sensor = sensor;
        }

        @Override
        public Reading reading() {
            return sensor.reading();
        }

        @Override
        public void close() {
            pids.remove(pid);
            sensor.close();
        }
    }

    /** A sensor that is not read: refused or not enabled. */
    private record Idle(Reading reading) implements Sensor {
        @Override
        public void close() {}
    }
}
