package plumage.hub;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the hub listens.
 *
 * @param host a name or address of this machine, or a wildcard
 * @param port one that was free a moment ago
 */
record Address(String host, int port) {
    private static final int CONNECT_MILLIS = 2_000;

    /**
     * Finds out whether a hub can listen there. Jetty would only log that it cannot, and the hub would run on without a page.
     *
     * @param port 0 takes any free one
     */
    static Address free(String host, int port) throws Refusal {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new Refusal("PLUMAGE_HOST=" + Settings.shortened(host)
                    + " is unknown; allowed is a name or address of this machine, 0.0.0.0 for all");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address, port));
            return new Address(host, probe.getLocalPort());
        } catch (BindException refused) {
            String why = String.valueOf(refused.getMessage());
            if (why.contains("in use")) {
                throw new Refusal(
                        "port " + port + " is in use; stop what uses it or choose another, such as PLUMAGE_PORT="
                                + (port == 9_680 ? 9_681 : 9_680));
            }
            if (why.contains("denied")) {
                throw new Refusal(
                        "port " + port + " is for root only; choose one from 1024 on, such as PLUMAGE_PORT=9680");
            }
            throw new Refusal("PLUMAGE_HOST=" + Settings.shortened(host)
                    + " is not an address of this machine; 0.0.0.0 is all it has");
        } catch (IOException failed) {
            throw new Refusal("cannot listen on port " + port + ": " + failed.getMessage());
        }
    }

    /** Whether something listens there now. */
    boolean answers() {
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(host);
            socket.connect(
                    new InetSocketAddress(
                            address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address, port),
                    CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** The start of every URL on this machine, without a slash at the end. */
    String url() {
        return "http://" + (isWildcard() ? "localhost" : host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The start of every URL on other machines; the same where only one interface is listened on. */
    String urlFromElsewhere() {
        return isWildcard() ? "http://" + hostname() + ":" + port : url();
    }

    private boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** From the kernel: asking a name service can take seconds. */
    private static String hostname() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            return "localhost";
        }
    }
}
