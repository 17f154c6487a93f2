package plumage.openhab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody on loopback in the place of openHAB's REST API. */
final class StandIn implements AutoCloseable {
    /** What it does with a question. */
    interface Answer {
        void to(HttpExchange question) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    StandIn(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", question -> {
            questions.add(question.getRequestMethod() + " " + question.getRequestURI() + " "
                    + question.getRequestHeaders().getFirst("Authorization"));
            try (question) {
                answer.to(question);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    /** One that always says the same. */
    static StandIn saying(int status, String text) {
        return new StandIn(question -> say(question, status, text));
    }

    static void say(HttpExchange question, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        question.getResponseHeaders().set("Content-Type", "application/json");
        question.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        question.getResponseBody().write(bytes);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Method, path and Authorization of each. */
    List<String> questions() {
        return questions;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
