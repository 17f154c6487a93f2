package plumage.tests.framework;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.EmulatedSi7021;
import plumage.bus.emulated.Time;
import plumage.tests.pages.Scrape;

/**
 * The hub as those see it who run it: chips are plugged in, configurations are written, pages are scraped over HTTP, the log is read. What a test put in is
 * taken out after it, and the next test begins when that is seen on the page.
 */
final class Hub implements BeforeEachCallback, AfterEachCallback {
    static final String SI7021 = "plumage.si7021";

    /** What {@link #plugSi7021} has around it: the code 0x6400, so that nothing is lost by rounding. */
    static final double CELSIUS = 21.790625;

    /** The code 0x6802: a humidity always ends in the bits 10. */
    static final double HUMIDITY_RATIO = 0.44785064697265625;

    /** For whatever should happen at once: a slow machine is no failure. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The longest that a scrape may take, whatever happens: Prometheus gives up after 10 s. */
    private static final Duration SCRAPE = Duration.ofSeconds(5);

    private static final long POLL = Duration.ofMillis(20).toNanos();

    private record Place(String bus, int address) {}

    private final BundleContext context = FrameworkUtil.getBundle(Hub.class).getBundleContext();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Configuration> configurations = new ArrayList<>();
    private final Set<Place> plugged = new LinkedHashSet<>();
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final LogListener logListener = entry -> logged.add(entry.getMessage());

    @Override
    public void beforeEach(ExtensionContext test) {
        service(LogReaderService.class).addLogListener(logListener);
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        for (Place place : plugged) {
            buses().faults(place.bus).clear();
            buses().faults(place.bus, place.address).clear();
        }
        for (Configuration configuration : configurations) {
            try {
                configuration.delete();
            } catch (IllegalStateException deletedByTheTest) {
                // it is gone, and that is what is wanted
            }
        }
        for (Place place : plugged) {
            buses().unplug(place.bus, place.address);
            buses().vanish(place.bus);
        }
        await("the page without what the test has put there", page -> page.where(series ->
                        series.labels().containsKey("sensor") || series.name().equals("plumage_configuration_error"))
                .isEmpty());
        service(LogReaderService.class).removeLogListener(logListener);
    }

    BundleContext context() {
        return context;
    }

    /** The bundle of this name, which must be installed. */
    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no bundle " + symbolicName));
    }

    /** A service, as soon as it is there. It is never given back: Config Admin would be of no use any more then. */
    <T> T service(Class<T> type) {
        until("the service " + type.getName(), () -> found(type) != null);
        return found(type);
    }

    private <T> T found(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return reference == null ? null : context.getService(reference);
    }

    /** The collector service of a configuration. As long as it is the same one, its sensor was not restarted. */
    ServiceReference<?> collector(Configuration configuration) {
        try {
            ServiceReference<?>[] found = context.getServiceReferences(
                    "io.prometheus.client.Collector", "(service.pid=" + configuration.getPid() + ")");
            if (found == null || found.length != 1) {
                throw new AssertionError("not one collector of " + configuration.getPid());
            }
            return found[0];
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    EmulatedBuses buses() {
        return service(EmulatedBuses.class);
    }

    /** Plugs a chip in until the end of the test. */
    <C extends EmulatedChip> C plug(String bus, int address, C chip) {
        plugged.add(new Place(bus, address));
        buses().plug(bus, address, chip);
        return chip;
    }

    /** Plugs a Si7021 in, at 0x40. */
    EmulatedSi7021 plugSi7021(String bus) {
        EmulatedSi7021 chip = new EmulatedSi7021(EmulatedSi7021.Variant.SI7021, Time.system());
        chip.set(CELSIUS, HUMIDITY_RATIO);
        return plug(bus, 0x40, chip);
    }

    /** Writes a configuration {@code <pid>~<instance>}, which stays until the end of the test. */
    Configuration configure(String pid, String instance, Map<String, Object> properties) {
        try {
            Configuration configuration = service(ConfigurationAdmin.class).getFactoryConfiguration(pid, instance, "?");
            configurations.add(configuration);
            rewrite(configuration, properties);
            return configuration;
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    /** Replaces what a configuration says. */
    void rewrite(Configuration configuration, Map<String, Object> properties) {
        try {
            configuration.update(FrameworkUtil.asDictionary(properties));
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    /** Plugs a Si7021 in and configures it as a sensor that is read ten times a second. */
    Configuration si7021(String name, String bus) {
        plugSi7021(bus);
        return configure(SI7021, name, Map.of("name", name, "bus", bus, "interval", "100ms"));
    }

    /** Where the framework's HTTP service listens. */
    URI endpoint() {
        try {
            ServiceReference<?>[] runtimes = context.getAllServiceReferences(null, "(osgi.http.endpoint=http:*)");
            if (runtimes == null) {
                throw new AssertionError("no HTTP service listens");
            }
            Object endpoints = runtimes[0].getProperty("osgi.http.endpoint");
            Object first = endpoints instanceof Object[] several
                    ? several[0]
                    : endpoints instanceof Collection<?> several
                            ? several.iterator().next()
                            : endpoints;
            return URI.create(String.valueOf(first));
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What comes back for a path, whatever it is, within the time that a scrape has. */
    HttpResponse<String> get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint().resolve(path)).timeout(SCRAPE).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new AssertionError("no answer from " + request.uri(), failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** The page of now. */
    Scrape scrape() {
        HttpResponse<String> response = get("/metrics");
        if (response.statusCode() != 200) {
            throw new AssertionError("/metrics says " + response.statusCode() + ": " + response.body());
        }
        return Scrape.parse(response.body());
    }

    /** Waits until {@code /metrics} gives a page again. */
    void awaitAnswer() {
        until("a page", () -> get("/metrics").statusCode() == 200);
    }

    /** Scrapes until a page is as described; every scrape before must be answered too. */
    Scrape await(String what, Predicate<Scrape> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Scrape page = scrape();
            if (condition.test(page)) {
                return page;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not seen within " + PATIENCE + ": " + what + "\n" + page.excerpt());
            }
            LockSupport.parkNanos(POLL);
        }
    }

    /** Scrapes until a sensor's last attempt succeeded and its temperature is there. */
    Scrape awaitGood(String sensor) {
        return await(
                sensor + " with its values",
                page -> page.says(1, "sensor_up", "sensor", sensor)
                        && page.has("sensor_temperature_celsius", "sensor", sensor));
    }

    /** Scrapes until a sensor's last attempt failed and its values have expired. */
    Scrape awaitGone(String sensor) {
        return await(
                sensor + " down and without values",
                page -> page.says(0, "sensor_up", "sensor", sensor)
                        && !page.has("sensor_temperature_celsius", "sensor", sensor)
                        && !page.has("sensor_relative_humidity_ratio", "sensor", sensor)
                        && !page.has("sensor_dew_point_celsius", "sensor", sensor));
    }

    /** Waits for a line of the log that has all these parts. */
    void awaitLogged(String... parts) {
        Predicate<String> wanted = line -> Arrays.stream(parts).allMatch(line::contains);
        until("a line with " + List.of(parts) + " in the log: " + logged, () -> logged.stream()
                .anyMatch(wanted));
    }

    /** Waits for something that no page shows. */
    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(POLL);
        }
    }
}
