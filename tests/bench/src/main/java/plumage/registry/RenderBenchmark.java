package plumage.registry;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import plumage.sensor.exposition.Content;
import plumage.sensor.exposition.Format;

/** One changed reading, of 20 series with 10 other numbers, to all of its lines, with the lines before as they are in a hub. */
@State(Scope.Thread)
public class RenderBenchmark {
    @Param({"TEXT", "OPENMETRICS"})
    public Format format = Format.TEXT;

    private final BenchSensor sensor = new BenchSensor(1);
    private final Source source = new Own(sensor.name(), sensor);
    private final Layout layout = Layout.of(contributions(), (Layout) null);
    private RenderedPage page = RenderedPage.of(format, layout, contributions(), null);

    @Benchmark
    public Content changedReading() {
        sensor.read();
        page = RenderedPage.of(format, layout, contributions(), page.format() == format ? page : null);
        return page.plain();
    }

    private List<Contribution> contributions() {
        return List.of(new Contribution(source, sensor.reading(), true, List.of()));
    }
}
