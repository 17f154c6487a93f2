package plumage.sensor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;

/** The keys that all sensors have, described for forms such as the web console's. A driver's description extends this interface. */
public interface SensorConfig {
    @AttributeDefinition(name = "Name", required = false, description = "The label 'sensor' of all its series, unique. Without one: chip and instance, such as bme680-office.")
    String name();

    @AttributeDefinition(name = "Bus", required = false, description = "Where it is wired, such as i2c-1 (/dev/i2c-1) or spi-0.0 (/dev/spidev0.0).")
    String bus();

    @AttributeDefinition(name = "Interval", required = false, defaultValue = "10s", description = "Time between two measurements: 10s, 500ms, 2m; a bare number is seconds.")
    String interval();

    @AttributeDefinition(name = "Labels", required = false, cardinality = Integer.MAX_VALUE, description = "Labels on all its series, each as name=value, such as room=office.")
    String[] labels();

    @AttributeDefinition(name = "Altitude", required = false, description = "Metres above sea level; with it a pressure is reduced to sea level too.")
    String altitude();

    @AttributeDefinition(name = "Enabled", required = false, defaultValue = "true", type = AttributeType.BOOLEAN, description = "false keeps the configuration and stops the sensor.")
    boolean enabled();
}
