package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What a hub does whose classes are archived when it ends: it lets its sensors measure and shows each kind of page once. */
final class Training {
    private static final int MOST_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 200;

    private final Address address;
    private final String password;

    /** @param data where the hub keeps its generated password */
    Training(Address address, Path data) throws IOException {
        this.address = address;
        this.password = Files.readString(ConsolePassword.file(data)).strip();
    }

    /** Ends this process with the one that started it, however that ends: this one's input is a pipe from it. */
    static void endWithParent() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nobody writes
                        }
                    } catch (IOException gone) {
                        // too
                    }
                    Runtime.getRuntime().halt(1);
                },
                "plumage-parent");
        thread.setDaemon(true);
        thread.start();
    }

    void run() throws IOException, InterruptedException {
        long end = System.nanoTime() + MOST_MILLIS * 1_000_000L;
        while (get("/-/ready", "").startsWith("HTTP/1.1 503") && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
        }
        get("/", "");
        get("/metrics", "");
        get("/metrics", "Accept-Encoding: gzip\r\n");
        get("/metrics", "Accept: application/openmetrics-text;version=1.0.0\r\n");
        String authorization = "Authorization: Basic "
                + Base64.getEncoder().encodeToString((ConsolePassword.USER + ":" + password).getBytes(UTF_8)) + "\r\n";
        for (String page : new String[] {"bundles", "bundles.json", "configMgr", "components"}) {
            get("/system/console/" + page, authorization);
        }
    }

    private String get(String path, String headers) throws IOException {
        try (Socket socket = new Socket(address.host(), address.port())) {
            socket.setSoTimeout(MOST_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
