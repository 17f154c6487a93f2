package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import plumage.bus.emulated.EmulatedSwitch;
import plumage.tests.pages.Scrape;

/** Contacts and pulse counters, from the line to the page, and what they have counted when something is restarted. */
class InputsTest {
    private static final String LINE = "emulated-gpio-0.17";

    @RegisterExtension
    final Hub hub = new Hub();

    private final EmulatedSwitch contact = new EmulatedSwitch();

    @BeforeEach
    void plug() {
        hub.buses().plug(LINE, contact);
    }

    @AfterEach
    void vanish() {
        hub.buses().unplug(LINE);
        hub.buses().vanish(LINE);
    }

    private void awaitPulses(double count, double lifetime) {
        hub.await(
                count + " pulses",
                page -> page.says(count, "sensor_pulses_total", "sensor", "water")
                        && page.says(lifetime, "sensor_pulses_lifetime", "sensor", "water"));
    }

    private Configuration pulses() {
        return hub.configure("plumage.pulses", "water", Map.of("name", "water", "bus", LINE, "interval", "100ms"));
    }

    @Test
    void aContactTellsItsStateAndEveryChange() {
        hub.configure("plumage.contact", "door", Map.of("name", "door", "bus", LINE));
        hub.await("open", page -> page.says(0, "sensor_contact_state", "sensor", "door"));
        contact.press();
        contact.pulse(3);
        contact.press();
        Scrape page = hub.await("closed", later -> later.says(1, "sensor_contact_state", "sensor", "door"));
        assertThat(page.value("sensor_contact_transitions_total", "sensor", "door"))
                .isEqualTo(9);
        assertThat(page.value("sensor_info", "sensor", "door", "chip", "contact", "bus", LINE))
                .isEqualTo(1);
    }

    @Test
    void countingGoesOnWhenTheLineComesBack() {
        pulses();
        awaitPulses(0, 0);
        contact.pulse(5);
        awaitPulses(5, 5);
        hub.buses().vanish(LINE);
        hub.await("down", page -> page.says(0, "sensor_up", "sensor", "water"));
        hub.buses().appear(LINE);
        hub.await("up", page -> page.says(1, "sensor_up", "sensor", "water"));
        contact.pulse(2);
        awaitPulses(7, 7);
    }

    @Test
    void aLineIsFreeWhenItsSensorIsGone() throws Exception {
        Configuration configuration = pulses();
        awaitPulses(0, 0);
        assertThat(hub.buses().openPorts(LINE)).isEqualTo(1);
        configuration.delete();
        Hub.until("the line is closed", () -> hub.buses().openPorts(LINE) == 0);
    }

    @Test
    void anUpdateOfTheDriverOrTheConfigurationLosesNothing() throws Exception {
        Configuration configuration = pulses();
        awaitPulses(0, 0);
        contact.pulse(1000);
        awaitPulses(1000, 1000);

        Bundle driver = hub.bundle("plumage.driver.gpio");
        driver.update(new ByteArrayInputStream(Jars.copyOf(driver, Map.of())));
        awaitPulses(1000, 1000);
        contact.pulse(1);
        awaitPulses(1001, 1001);

        hub.rewrite(configuration, Map.of("name", "water", "bus", LINE, "interval", "200ms", "labels", "floor=0"));
        hub.await("relabelled", page -> page.says(1001, "sensor_pulses_total", "sensor", "water", "floor", "0"));

        Bundle core = hub.bundle("plumage.core");
        core.stop();
        core.start();
        hub.await("read again", page -> page.says(1001, "sensor_pulses_total", "sensor", "water"));
    }

    @Test
    void aDeletedConfigurationIsForgotten() throws Exception {
        File state = hub.bundle("plumage.core").getDataFile("state");
        Configuration configuration = pulses();
        awaitPulses(0, 0);
        contact.pulse(3);
        awaitPulses(3, 3);
        configuration.delete();
        hub.await("gone", page -> page.of("water").isEmpty());
        Hub.until("nothing is stored", () -> {
            String[] files = state.list((folder, file) -> file.contains("water"));
            return files == null || files.length == 0;
        });
        pulses();
        awaitPulses(0, 0);
    }
}
