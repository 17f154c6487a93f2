package plumage.shell;

import java.time.Clock;
import java.util.function.Supplier;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import plumage.sensor.exposition.Exposition;
import plumage.sensor.overview.Overview;
import plumage.sensor.overview.Report;

/**
 * Commands for the Gogo shell. They print what they have to say: what they returned would be shown by Felix' shell, but not to a command that is given to Karaf's
 * client. {@link System#out} is the session's own, in both.
 *
 * <pre>
 * plumage:sensors             all sensors, one a line, and refused configurations
 * plumage:read bme680-office  all of one sensor
 * plumage:faults              what has failed: sensors, buses, configurations, collectors
 * plumage:faults bme680-office
 * </pre>
 */
@Component(
        service = SensorCommands.class,
        property = {
            "osgi.command.scope=plumage",
            "osgi.command.function=sensors",
            "osgi.command.function=read",
            "osgi.command.function=faults"
        })
public final class SensorCommands {
    private final Supplier<Overview> hub;
    private final Clock clock;

    /** Commands that tell what these metrics say. */
    @Activate
    public SensorCommands(@Reference Exposition exposition) {
        this(() -> Overview.of(exposition), Clock.systemUTC());
    }

    SensorCommands(Supplier<Overview> hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    /** A line for every sensor, and for every configuration that is refused. */
    @Descriptor("lists the sensors and the configurations that are refused")
    public void sensors() {
        System.out.println(Report.sensors(hub.get(), clock.instant()));
    }

    /** All of one sensor. */
    @Descriptor("shows what a sensor is, how it is and what it measures, in base units")
    public void read(@Descriptor("the sensor's name") String name) {
        System.out.println(Report.sensor(hub.get().sensor(name), clock.instant()));
    }

    /** What has failed. */
    @Descriptor("counts what has failed: sensors, buses, configurations, collectors")
    public void faults() {
        System.out.println(Report.faults(hub.get()));
    }

    /** What has failed, and of one sensor what has not. */
    @Descriptor("counts what has failed, with all reasons of one sensor")
    public void faults(@Descriptor("the sensor's name") String name) {
        Overview now = hub.get();
        System.out.println(Report.faults(now, now.sensor(name)));
    }
}
