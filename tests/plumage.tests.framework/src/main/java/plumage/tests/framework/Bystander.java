package plumage.tests.framework;

import java.util.Map;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import plumage.bus.emulated.EmulatedBme680;
import plumage.bus.emulated.EmulatedBme680.Variant;
import plumage.bus.emulated.Time;
import plumage.tests.pages.Scrape;

/** A sensor of another driver on another bus, which must not notice what a test does: it is not restarted, misses nothing and goes on. */
final class Bystander {
    static final String NAME = "bystander";
    private static final String BUS = "emulated-i2c-90";

    private final Hub hub;
    private final Configuration configuration;
    private final ServiceReference<?> collector;
    private final double reads;

    private Bystander(Hub hub, Configuration configuration, double reads) {
        this.hub = hub;
        this.configuration = configuration;
        this.collector = hub.collector(configuration);
        this.reads = reads;
    }

    /** Plugs it in and waits until it is well. */
    static Bystander in(Hub hub) {
        hub.plug(BUS, 0x76, new EmulatedBme680(Variant.BME680, Time.system()));
        Configuration configuration = hub.configure(
                "plumage.bme680", NAME, Map.of("name", NAME, "bus", BUS, "interval", "200ms", "heater.enabled", false));
        Scrape page = hub.awaitGood(NAME);
        return new Bystander(hub, configuration, page.value("sensor_reads_total", "sensor", NAME));
    }

    /** Fails unless it is as well as it was and has been so all the time. */
    void assertUndisturbed() {
        Scrape page = hub.scrape();
        double readsNow = page.value("sensor_reads_total", "sensor", NAME);
        if (readsNow < reads) {
            throw new AssertionError("the bystander's counter fell from " + reads + " to " + readsNow);
        }
        if (!hub.collector(configuration).equals(collector)) {
            throw new AssertionError("the bystander was restarted");
        }
        page = hub.await(
                "the bystander goes on",
                later -> later.value("sensor_reads_total", "sensor", NAME) > readsNow
                        && later.says(1, "sensor_up", "sensor", NAME)
                        && later.has("sensor_temperature_celsius", "sensor", NAME));
        double errors = page.samples().entrySet().stream()
                .filter(sample -> sample.getKey().is("sensor_read_errors_total", "sensor", NAME))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        if (errors != 0) {
            throw new AssertionError("the bystander had errors:\n" + page.excerpt());
        }
    }
}
