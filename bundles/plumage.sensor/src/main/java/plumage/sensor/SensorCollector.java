package plumage.sensor;

import java.util.Map;

/** The base class of a driver component: one configured sensor. A driver adds its annotations, its {@link SensorDriver} and a constructor. */
public abstract class SensorCollector extends PlumageCollector implements AutoCloseable {
    private final SensorHost.Sensor sensor;

    /** Starts the sensor; does no I/O and does not throw for a faulty configuration. */
    protected SensorCollector(SensorHost host, SensorDriver driver, Map<String, ?> configuration) {
        sensor = host.start(driver, configuration);
    }

    @Override
    public final Reading reading() {
        return sensor.reading();
    }

    /** Stops the sensor. A driver component overrides this only to mark it as its deactivation. */
    @Override
    public void close() {
        sensor.close();
    }
}
