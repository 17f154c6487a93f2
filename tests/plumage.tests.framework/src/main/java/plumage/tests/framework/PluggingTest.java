package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumage.bus.Fault;
import plumage.bus.emulated.EmulatedSi7021;
import plumage.bus.emulated.Time;
import plumage.tests.pages.Scrape;

/** Chips are unplugged, plugged in again, disturbed and exchanged while others are read. */
class PluggingTest {
    private static final String BUS = "emulated-i2c-1";

    @RegisterExtension
    final Hub hub = new Hub();

    private Bystander bystander;

    @BeforeEach
    void aSensorAndOneThatNobodyTouches() {
        bystander = Bystander.in(hub);
        hub.si7021("office", BUS);
        hub.awaitGood("office");
    }

    @Test
    void anUnpluggedChipIsDownAndOneThatIsPluggedInAgainComesBackByItself() {
        double lastSuccess = hub.scrape().value("sensor_last_success_timestamp_seconds", "sensor", "office");

        hub.buses().unplug(BUS, 0x40);

        Scrape page = hub.awaitGone("office");
        assertThat(page.value("sensor_last_success_timestamp_seconds", "sensor", "office"))
                .isGreaterThanOrEqualTo(lastSuccess);
        page = hub.await(
                "it is counted as absent",
                later -> later.value("sensor_read_errors_total", "sensor", "office", "reason", "nack") > 0);
        assertThat(page.has("sensor_info", "sensor", "office", "bus", BUS)).isTrue();
        bystander.assertUndisturbed();

        double failures = failures(hub.scrape());
        assertThat(hub.buses().replug(BUS, 0x40)).isTrue();

        page = hub.awaitGood("office");
        assertThat(failures(page))
                .as("it is back within one back-off: at most the attempt that was under way has failed since")
                .isBetween(failures, failures + 1);
        bystander.assertUndisturbed();
    }

    @ParameterizedTest
    @EnumSource(names = {"NACK", "CRC", "TIMEOUT", "BUS"})
    void faultsAreCountedByReasonAndHeal(Fault fault) {
        hub.buses().faults(BUS, 0x40).always(fault);

        hub.awaitGone("office");
        hub.await(
                "two of them, so that one came from opening the chip",
                page -> page.value("sensor_read_errors_total", "sensor", "office", "reason", fault.label()) >= 2);
        bystander.assertUndisturbed();

        hub.buses().faults(BUS, 0x40).clear();
        hub.awaitGood("office");
    }

    @Test
    void anExchangedChipIsIdentifiedAgain() {
        assertThat(hub.scrape().has("sensor_info", "sensor", "office", "chip", "si7021"))
                .isTrue();

        hub.buses().unplug(BUS, 0x40);
        hub.awaitGone("office");
        EmulatedSi7021 other = new EmulatedSi7021(EmulatedSi7021.Variant.SI7020, Time.system());
        other.set(-10, 0.9);
        hub.plug(BUS, 0x40, other);

        Scrape page = hub.awaitGood("office");
        assertThat(page.value("sensor_info", "sensor", "office", "chip", "si7020"))
                .isEqualTo(1);
        assertThat(page.has("sensor_info", "sensor", "office", "chip", "si7021"))
                .isFalse();
        bystander.assertUndisturbed();
    }

    private static double failures(Scrape page) {
        double failures = 0;
        for (Fault fault : Fault.values()) {
            failures += page.value("sensor_read_errors_total", "sensor", "office", "reason", fault.label());
        }
        return failures;
    }
}
