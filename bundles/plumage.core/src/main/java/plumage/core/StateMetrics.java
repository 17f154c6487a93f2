package plumage.core;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** Whether what sensors count can be stored: {@code plumage_state_errors_total}. */
@Component(service = Collector.class, immediate = true)
public final class StateMetrics extends PlumageCollector {
    private final Tallies tallies;
    private volatile Reading latest = new Reading("plumage.state", false, true, -1, List.of(), List.of(), 0);

    @Activate
    public StateMetrics(@Reference Host host) {
        tallies = host.tallies();
    }

    @Override
    public Reading reading() {
        long errors = tallies.errors();
        if (errors != latest.revision()) {
            Families families = new Families(Map.of())
                    .counter("plumage_state_errors", "", "Times that a sensor's count could not be stored.", errors);
            latest = new Reading("plumage.state", false, true, errors, families.build(), List.of(), 0);
        }
        return latest;
    }
}
