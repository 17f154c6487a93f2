package plumage.tests.soak.guest;

import io.prometheus.client.Collector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Publishes a collector that behaves as the bundle's header {@code Soak-Behaviour} says. */
public final class Guest implements BundleActivator {
    private static final int MANY = 200;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        String behaviour =
                Objects.requireNonNull(context.getBundle().getHeaders().get("Soak-Behaviour"));
        ServiceRegistration<?> collector = context.registerService(
                Collector.class,
                collector(name, behaviour),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, name)));
        Objects.requireNonNull(collector); // the framework unregisters it
    }

    @Override
    public void stop(BundleContext context) {
        stopped.countDown();
    }

    private Collector collector(String name, String behaviour) {
        return new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return switch (behaviour) {
                    case "good" -> List.of(gauge("soak_guest", name, "quote \" backslash \\ line\nend é", 1));
                    case "many" ->
                        IntStream.range(0, MANY)
                                .mapToObj(i -> gauge("soak_many_" + i, name, "", i))
                                .toList();
                    case "throws" -> throw new IllegalStateException("a guest\nthat \"throws\"");
                    case "fails" -> throw new NoClassDefFoundError("guest/Missing");
                    case "hangs" -> hang();
                    case "repeats" ->
                        List.of(
                                gauge("soak_guest", name, "", 1),
                                gauge("soak_guest", name, "", 2),
                                gauge("plumage_build_info", name, "", 1),
                                new MetricFamilySamples("sensor_up", Type.COUNTER, "Contradicts.", List.of()),
                                new MetricFamilySamples(
                                        "sensor_up",
                                        Type.GAUGE,
                                        "Repeats.",
                                        List.of(sample("sensor_up", "sensor", "steady", 0))));
                    case "illegal" ->
                        List.of(
                                gauge("soak guest", name, "", 1),
                                gauge("soak_nan", name, "", Double.NaN),
                                new MetricFamilySamples(
                                        "soak_counter",
                                        Type.COUNTER,
                                        "Negative.",
                                        List.of(sample("soak_counter_total", "guest", name, -1))),
                                new MetricFamilySamples(
                                        "soak_label",
                                        Type.GAUGE,
                                        "A\nB\\C",
                                        List.of(sample("soak_label", "1x", name, 1))));
                    default -> throw new IllegalArgumentException(behaviour);
                };
            }
        };
    }

    private static Collector.MetricFamilySamples gauge(String family, String guest, String text, double value) {
        return new Collector.MetricFamilySamples(
                family,
                Collector.Type.GAUGE,
                "From a guest.",
                List.of(new Collector.MetricFamilySamples.Sample(
                        family, List.of("guest", "text"), List.of(guest, text), value)));
    }

    private static Collector.MetricFamilySamples.Sample sample(
            String name, String label, String labelValue, double value) {
        return new Collector.MetricFamilySamples.Sample(name, List.of(label), List.of(labelValue), value);
    }

    private List<Collector.MetricFamilySamples> hang() {
        boolean interrupted = false;
        while (true) {
            try {
                stopped.await();
                break;
            } catch (InterruptedException deaf) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Collections.emptyList();
    }
}
