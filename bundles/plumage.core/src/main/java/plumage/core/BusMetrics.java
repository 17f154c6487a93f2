package plumage.core;

import io.prometheus.client.Collector;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import plumage.sensor.Outline;
import plumage.sensor.PlumageCollector;
import plumage.sensor.Reading;

/** What all buses have counted: {@code plumage_bus_…}. */
@Component(service = Collector.class, immediate = true)
public final class BusMetrics extends PlumageCollector {
    private static final String NAME = "plumage.bus";

    /** A reading, and of which lines in which state it is. */
    private record Latest(long revision, List<Line> lines, Reading reading) {}

    private final BusLayer buses;
    private volatile Latest latest = new Latest(0, List.of(), Reading.of(NAME, Outline.EMPTY));

    @Activate
    public BusMetrics(@Reference BusLayer buses) {
        this.buses = buses;
    }

    @Override
    public Reading reading() {
        long revision = 0; // by a plain loop: every look at the sources comes here
        int count = 0;
        for (Line line : buses.lines()) {
            revision += line.revision();
            count++;
        }
        Latest known = latest;
        if (revision != known.revision || count != known.lines.size()) {
            known = look(known, revision, count);
            latest = known;
        }
        return known.reading;
    }

    private Latest look(Latest before, long revision, int count) {
        List<Line> lines = before.lines;
        Outline outline = before.reading.outline();
        if (count != lines.size()) {
            lines = buses.lines().stream()
                    .sorted(Comparator.comparing(Line::name))
                    .toList();
            outline = new Outline(
                    Map.of(),
                    lines.stream().flatMap(line -> line.series().stream()).toList());
        }
        double[] numbers = new double[outline.size()];
        int at = 0;
        for (Line line : lines) {
            at = line.copyTo(numbers, at);
        }
        return new Latest(revision, lines, Reading.of(NAME, outline, numbers));
    }
}
