package plumage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityTest {
    @Test
    void findsTheInstanceThatAPersonChose() {
        assertThat(Identity.of(Map.of("service.pid", "plumage.bme680~office", "service.factoryPid", "plumage.bme680")))
                .isEqualTo(new Identity("plumage.bme680~office", "office"));
        assertThat(Identity.of(Map.of(
                        "service.pid", "plumage.bme680.0f2c",
                        "service.factoryPid", "plumage.bme680",
                        "felix.fileinstall.filename", "file:/etc/my%20conf/plumage.bme680-living%20room.cfg")))
                .isEqualTo(new Identity("plumage.bme680.0f2c", "living room"));
        assertThat(Identity.of(Map.of("service.pid", "plumage.bme680.0f2c", "service.factoryPid", "plumage.bme680")))
                .isEqualTo(new Identity("plumage.bme680.0f2c", "0f2c"));
    }

    @Test
    void findsTheInstanceInOpenHabsContext() {
        assertThat(Identity.of(Map.of(
                        "service.pid", "plumage.bme680.0f2c",
                        "service.factoryPid", "plumage.bme680",
                        "openhab.servicecontext", "attic")))
                .isEqualTo(new Identity("plumage.bme680.0f2c", "attic"));
    }
}
