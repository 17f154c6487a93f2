package plumage.core;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** Whether what sensors count can be stored: {@code plumage_state_errors_total}. */
@Component(service = Collector.class, immediate = true)
public final class StateMetrics extends PlumageCollector {
    private static final Outline OUTLINE = new Outline(
            Map.of(),
            List.of(Family.counter("plumage_state_errors", "", "Times that a sensor's count could not be stored.")
                    .series()));

    private final Tallies tallies;
    private volatile Reading latest = told(0);

    @Activate
    public StateMetrics(@Reference Host host) {
        tallies = host.tallies();
    }

    @Override
    public Reading reading() {
        long errors = tallies.errors();
        if (errors != latest.number(0)) {
            latest = told(errors);
        }
        return latest;
    }

    private static Reading told(long errors) {
        return Reading.of("plumage.state", OUTLINE, (double) errors);
    }
}
