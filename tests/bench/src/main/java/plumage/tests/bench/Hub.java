package plumage.tests.bench;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A hub with the {@link plumage.tests.bench.probe.Probe} in it. */
final class Hub {
    /** The page that is a constant, in the encoding that a path names. */
    static final String YARDSTICK = "/yardstick/";

    static final String METRICS = "/metrics";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String base;

    /** @param base its address, without a slash at the end */
    Hub(String base) {
        this.base = base;
    }

    String url(String path) {
        return base + path;
    }

    /** A page, uncompressed. */
    String page(String path) throws IOException, InterruptedException {
        return new String(get(url(path)), StandardCharsets.UTF_8);
    }

    /** Has the ledger know what the sensors say now. */
    void readings(Ledger ledger) throws IOException, InterruptedException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(get(url("/probe/readings"))))) {
            while (in.readBoolean()) {
                ledger.said(in.readUTF(), in.readDouble(), in.readDouble(), in.readLong());
            }
        }
    }

    /** How many bytes the threads have allocated that answer requests. */
    long allocated() throws IOException, InterruptedException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(get(url("/probe/allocated"))))) {
            return in.readLong();
        }
    }

    private byte[] get(String url) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(url + " answers " + response.statusCode());
        }
        return response.body();
    }
}
