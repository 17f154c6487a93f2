package plumage.tests.bench.peers;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** simpleclient's HTTPServer with the series of a page. */
public final class Simpleclient {
    private Simpleclient() {}

    /**
     * Serves them on the loopback interface until somebody ends it.
     *
     * @param arguments the page, and the port
     */
    public static void main(String[] arguments) throws IOException {
        CollectorRegistry registry = new CollectorRegistry();
        for (Metric metric : Metric.of(Path.of(arguments[0]))) {
            if (metric.counter()) {
                Counter counter = Counter.build(metric.name(), metric.name())
                        .labelNames(metric.labelNames().toArray(String[]::new))
                        .register(registry);
                metric.values().forEach((labels, value) -> counter.labels(labels.toArray(String[]::new))
                        .inc(value));
            } else {
                Gauge gauge = Gauge.build(metric.name(), metric.name())
                        .labelNames(metric.labelNames().toArray(String[]::new))
                        .register(registry);
                metric.values().forEach((labels, value) -> gauge.labels(labels.toArray(String[]::new))
                        .set(value));
            }
        }
        new HTTPServer.Builder()
                .withInetAddress(InetAddress.getLoopbackAddress())
                .withPort(Integer.parseInt(arguments[1]))
                .withRegistry(registry)
                .build();
    }
}
