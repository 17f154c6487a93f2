package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import plumage.tests.pages.Scrape;

/** Drivers are deployed, updated and removed while others are read. */
class DriverBundleTest {
    private static final String DRIVER = "plumage.driver.silabs";

    @RegisterExtension
    final Hub hub = new Hub();

    private Bystander bystander;

    @BeforeEach
    void aSensorOfTheDriverAndOneOfAnother() {
        bystander = Bystander.in(hub);
        hub.si7021("office", "emulated-i2c-1");
        hub.awaitGood("office");
    }

    @Test
    void seriesGoWithTheDriverThatIsRemovedAndComeWithTheOneThatIsDeployed() throws BundleException {
        Bundle driver = hub.bundle(DRIVER);
        String location = driver.getLocation();
        byte[] jar = Jars.copyOf(driver, Map.of());

        driver.uninstall();
        try {
            assertThat(hub.scrape().of("office")).isEmpty();
            bystander.assertUndisturbed();
        } finally {
            hub.context().installBundle(location, new ByteArrayInputStream(jar)).start();
        }

        Scrape page = hub.awaitGood("office");
        assertThat(page.value("sensor_temperature_celsius", "sensor", "office")).isEqualTo(Hub.CELSIUS);
        bystander.assertUndisturbed();
    }

    @Test
    void seriesGoWhileTheDriverIsStopped() throws BundleException {
        Bundle driver = hub.bundle(DRIVER);

        driver.stop();
        try {
            assertThat(hub.scrape().of("office")).isEmpty();
            bystander.assertUndisturbed();
        } finally {
            driver.start();
        }

        hub.awaitGood("office");
        bystander.assertUndisturbed();
    }

    @Test
    void anUpdatedDriverTakesOver() throws BundleException {
        Bundle driver = hub.bundle(DRIVER);
        byte[] original = Jars.copyOf(driver, Map.of());

        driver.update(new ByteArrayInputStream(Jars.copyOf(driver, Map.of("Bundle-Version", "0.2.0"))));
        try {
            assertThat(driver.getVersion()).hasToString("0.2.0");
            hub.awaitGood("office");
            bystander.assertUndisturbed();
        } finally {
            driver.update(new ByteArrayInputStream(original));
        }

        hub.awaitGood("office");
        bystander.assertUndisturbed();
    }
}
