package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import plumage.tests.pages.Scrape;

/** The hub's own bundles are stopped and updated under a running scraper. */
class BundlesTest {
    private static final String BUS = "emulated-i2c-1";

    @RegisterExtension
    final Hub hub = new Hub();

    @Test
    void sensorsOutliveTheBundleOfTheirBus() throws Exception {
        Configuration configuration = hub.si7021("office", BUS);
        double reads = hub.awaitGood("office").value("sensor_reads_total", "sensor", "office");
        ServiceReference<?> collector = hub.collector(configuration);
        Bundle provider = hub.bundle("plumage.bus.emulated");

        provider.stop();
        try {
            hub.awaitGone("office");
            hub.await(
                    "the bus is counted as absent",
                    page -> page.value("sensor_read_errors_total", "sensor", "office", "reason", "bus") > 0);
        } finally {
            provider.start();
        }
        hub.plugSi7021(BUS); // new buses are empty

        Scrape page = hub.awaitGood("office");
        assertThat(page.value("sensor_reads_total", "sensor", "office")).isGreaterThan(reads);
        assertThat(hub.collector(configuration)).isEqualTo(collector);
    }

    @Test
    void anUpdateOfTheRegistryBouncesNobody() throws Exception {
        Bystander bystander = Bystander.in(hub);
        Bundle registry = hub.bundle("plumage.registry");

        Set<Integer> statuses = statusesDuring(() -> {
            registry.update();
            hub.awaitAnswer();
        });

        assertThat(statuses).contains(200).isSubsetOf(200, 503);
        bystander.assertUndisturbed();
    }

    @Test
    void whileThereIsNoRegistryAScrapeIsToldToComeAgain() throws Exception {
        Bystander bystander = Bystander.in(hub);
        Bundle registry = hub.bundle("plumage.registry");

        registry.stop();
        try {
            HttpResponse<String> response = hub.get("/metrics");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        } finally {
            registry.start();
        }

        hub.awaitAnswer();
        bystander.assertUndisturbed();
    }

    @Test
    void anUpdateOfTheCoreRestartsTheSensorsAndNoScrapeFails() throws Exception {
        hub.si7021("office", BUS);
        hub.awaitGood("office");
        Bundle core = hub.bundle("plumage.core");

        Set<Integer> statuses = statusesDuring(() -> {
            core.update();
            hub.awaitGood("office");
        });

        assertThat(statuses).containsExactly(200);
    }

    @Test
    void anUpdateOfTheServletBouncesNobody() throws Exception {
        Bystander bystander = Bystander.in(hub);

        hub.bundle("plumage.http").update();

        hub.awaitAnswer();
        bystander.assertUndisturbed();
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Scrapes without pause while something happens; a page must parse. */
    private Set<Integer> statusesDuring(Action action) throws Exception {
        Set<Integer> statuses = new TreeSet<>();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> scraper = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                HttpResponse<String> response = hub.get("/metrics");
                statuses.add(response.statusCode());
                if (response.statusCode() == 200) {
                    Scrape.parse(response.body());
                }
            }
        });
        try {
            action.run();
        } finally {
            done.set(true);
            scraper.get(Hub.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return statuses;
    }
}
