package plumage.tests.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between Prometheus and a hub and asks for text 0.0.4. Prometheus itself always prefers OpenMetrics; before its version 2.49 nothing can tell it not
 * to.
 */
final class TextOnly implements AutoCloseable {
    private static final int BAD_GATEWAY = 502;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> contentTypes = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private final URI metrics;

    private TextOnly(HttpServer server, URI metrics) {
        this.server = server;
        this.metrics = metrics;
    }

    static TextOnly inFrontOf(URI metrics) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TextOnly proxy = new TextOnly(server, metrics);
        server.createContext("/metrics", proxy::forward);
        server.setExecutor(proxy.threads);
        server.start();
        return proxy;
    }

    /** Host and port. */
    String target() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the hub has called its pages so far. */
    Set<String> contentTypes() {
        return contentTypes;
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(metrics)
                            .header("Accept", "text/plain;version=0.0.4")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("none");
            contentTypes.add(type);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer.body());
            }
        } catch (IOException hubFailed) {
            exchange.sendResponseHeaders(BAD_GATEWAY, -1);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
