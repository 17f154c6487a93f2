package plumage.sensor;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What runs sensors: configuration, schedule, corrections, health. A service that drivers get in their constructor. */
@ProviderType
public interface SensorHost {
    /**
     * Starts a sensor. Never throws for a faulty configuration and does no I/O: such a sensor only tells of its configuration error.
     *
     * @param configuration the component's properties as Declarative Services gives them
     */
    Sensor start(SensorDriver driver, Map<String, ?> configuration);

    /** A sensor that was started. */
    interface Sensor extends AutoCloseable {
        /** What is known of it now; never waits. */
        Reading reading();

        /** Stops it; what is under way ends by itself. Returns at once. Closing twice is harmless. */
        @Override
        void close();
    }
}
