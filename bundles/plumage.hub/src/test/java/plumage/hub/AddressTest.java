package plumage.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void findsAFreePort() throws Refusal {
        Address address = Address.free("127.0.0.1", 0);
        assertThat(address.port()).isBetween(1024, 65_535);
        assertThat(address.answers()).isFalse();
        assertThat(Address.free("127.0.0.1", address.port())).isEqualTo(address);
    }

    @Test
    void noticesThatSomethingListens() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            assertThat(new Address("127.0.0.1", port).answers()).isTrue();
            assertThatThrownBy(() -> Address.free("127.0.0.1", port))
                    .hasMessageStartingWith("port " + port + " is in use");
            assertThatThrownBy(() -> Address.free("0.0.0.0", port))
                    .hasMessageStartingWith("port " + port + " is in use");
        }
    }

    @Test
    void refusesOtherMachines() {
        assertThatThrownBy(() -> Address.free("198.51.100.77", 0))
                .hasMessage("PLUMAGE_HOST=198.51.100.77 is not an address of this machine; 0.0.0.0 is all it has");
        assertThatThrownBy(() -> Address.free("host.invalid", 0))
                .hasMessageStartingWith("PLUMAGE_HOST=host.invalid is unknown");
    }

    @Test
    void writesUrls() {
        assertThat(new Address("127.0.0.1", 9680).url()).isEqualTo("http://127.0.0.1:9680");
        assertThat(new Address("::1", 9680).url()).isEqualTo("http://[::1]:9680");
        assertThat(new Address("0.0.0.0", 9680).url()).isEqualTo("http://localhost:9680");
        assertThat(new Address("::", 9680).url()).isEqualTo("http://localhost:9680");
        assertThat(new Address("198.51.100.77", 9680).urlFromElsewhere()).isEqualTo("http://198.51.100.77:9680");
        assertThat(new Address("0.0.0.0", 9680).urlFromElsewhere()).matches("http://[^:/]+:9680");
    }
}
