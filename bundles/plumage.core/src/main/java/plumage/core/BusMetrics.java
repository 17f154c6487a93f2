package plumage.core;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** What all buses have counted: {@code plumage_bus_…}. */
@Component(service = Collector.class, immediate = true)
public final class BusMetrics extends PlumageCollector {
    private final BusLayer buses;
    private volatile Reading latest = new Reading("plumage.bus", false, true, -1, List.of(), List.of(), 0);

    @Activate
    public BusMetrics(@Reference BusLayer buses) {
        this.buses = buses;
    }

    @Override
    public Reading reading() {
        long revision = 0; // by a plain loop: every scrape comes here
        for (Line line : buses.lines()) {
            revision += line.revision() + 1;
        }
        if (revision != latest.revision()) {
            Families families = new Families(Map.of());
            buses.lines().stream()
                    .sorted(java.util.Comparator.comparing(Line::name))
                    .forEach(line -> line.addTo(families));
            latest = new Reading("plumage.bus", false, true, revision, families.build(), List.of(), 0);
        }
        return latest;
    }
}
