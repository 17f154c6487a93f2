package plumage.tests.bench.peers;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** The HTTPServer of client_java 1.x with the series of a page. */
public final class ClientJava {
    private static final String INFO = "_info";

    private ClientJava() {}

    /**
     * Serves them on the loopback interface until somebody ends it.
     *
     * @param arguments the page, and the port
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrometheusRegistry registry = new PrometheusRegistry();
        for (Metric metric : Metric.of(Path.of(arguments[0]))) {
            String name = metric.name();
            if (metric.counter()) {
                Counter counter = Counter.builder()
                        .name(name)
                        .help(name)
                        .labelNames(metric.labelNames().toArray(String[]::new))
                        .register(registry);
                metric.values().forEach((labels, value) -> counter.labelValues(labels.toArray(String[]::new))
                        .inc(value));
            } else if (name.endsWith(INFO)) {
                Info info = Info.builder()
                        .name(name)
                        .help(name)
                        .labelNames(metric.labelNames().toArray(String[]::new))
                        .register(registry);
                metric.values().forEach((labels, one) -> info.addLabelValues(labels.toArray(String[]::new)));
            } else {
                Gauge gauge = Gauge.builder()
                        .name(name)
                        .help(name)
                        .labelNames(metric.labelNames().toArray(String[]::new))
                        .register(registry);
                metric.values().forEach((labels, value) -> gauge.labelValues(labels.toArray(String[]::new))
                        .set(value));
            }
        }
        HTTPServer.builder()
                .inetAddress(InetAddress.getLoopbackAddress())
                .port(Integer.parseInt(arguments[1]))
                .registry(registry)
                .buildAndStart();
        Thread.currentThread().join(); // its own threads do not keep the process
    }
}
