package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import plumage.bus.emulated.EmulatedSi7021;
import plumage.bus.emulated.Time;
import plumage.tests.pages.Scrape;

/** A transfer hangs, as in a kernel that cannot be interrupted. That every scrape is answered meanwhile is the hub's {@code await}'s concern. */
class HungTransferTest {
    private static final String BUS = "emulated-i2c-1";

    @RegisterExtension
    final Hub hub = new Hub();

    private Bystander bystander;

    @BeforeEach
    void twoSensorsOnOneBusAndOneOnAnother() {
        bystander = Bystander.in(hub);
        hub.si7021("office", BUS);
        hub.plug(BUS, 0x41, new EmulatedSi7021(EmulatedSi7021.Variant.SI7013, Time.system()));
        hub.configure(Hub.SI7021, "attic", Map.of("name", "attic", "bus", BUS, "address", "0x41", "interval", "100ms"));
        hub.awaitGood("office");
        hub.awaitGood("attic");
    }

    @Test
    void onlyItsBusSuffersAndHeals() throws Exception {
        hub.buses().faults(BUS).hang();
        hub.buses().faults(BUS).awaitHung(Hub.PATIENCE);

        hub.await(
                "the values of both expire",
                page -> !page.has("sensor_temperature_celsius", "sensor", "office")
                        && !page.has("sensor_temperature_celsius", "sensor", "attic"));
        hub.awaitGone("office");
        Scrape page = hub.awaitGone("attic");
        double timeouts = page.value("sensor_read_errors_total", "sensor", "office", "reason", "timeout")
                + page.value("sensor_read_errors_total", "sensor", "attic", "reason", "timeout");
        double turnedAway = page.value("sensor_read_errors_total", "sensor", "office", "reason", "bus")
                + page.value("sensor_read_errors_total", "sensor", "attic", "reason", "bus");
        assertThat(timeouts).as("one of them is in the transfer").isEqualTo(1);
        assertThat(turnedAway).as("the other is turned away").isPositive();
        bystander.assertUndisturbed();

        hub.buses().faults(BUS).clear();
        hub.awaitGood("office");
        hub.awaitGood("attic");
        bystander.assertUndisturbed();
    }

    @Test
    void itsDriverStopsNevertheless() throws Exception {
        Bundle driver = hub.bundle("plumage.driver.silabs");
        hub.buses().faults(BUS).hang();
        hub.buses().faults(BUS).awaitHung(Hub.PATIENCE);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(driver));
        try {
            assertThat(stop).succeedsWithin(Duration.ofSeconds(2));
            assertThat(hub.scrape().of("office")).isEmpty();
        } finally {
            stop.get(Hub.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            driver.start();
        }
        hub.await("it is tried anew, in vain", page -> page.says(0, "sensor_up", "sensor", "office"));
        bystander.assertUndisturbed();

        hub.buses().faults(BUS).clear();
        hub.awaitGood("office");
        hub.awaitGood("attic");
        assertThat(hub.buses().openPorts(BUS)).isEqualTo(1);
        bystander.assertUndisturbed();
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException failed) {
            throw new AssertionError(failed);
        }
    }
}
