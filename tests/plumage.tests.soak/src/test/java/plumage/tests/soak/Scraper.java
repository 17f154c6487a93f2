package plumage.tests.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import plumage.tests.pages.Scrape;

/** A client that scrapes on and on, now this way and now that, and judges each answer to the last byte. */
final class Scraper implements AutoCloseable {
    static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** Between two scrapes: load, as much as a small machine bears, not a time that anybody waits for something. */
    private static final long PAUSE_NANOS = 20_000_000;

    private static final int TRAILER = 8;

    /** Of an update: it began and ended during one scrape. */
    private static final String OVER = "UPDATE";

    private final URI metrics;
    private final Board board;
    private final Random random;
    private final Judge judge = new Judge();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Thread thread;
    private volatile boolean ends;

    private Scraper(URI metrics, Board board, long seed) {
        this.metrics = metrics;
        this.board = board;
        this.random = new Random(seed);
        this.thread = new Thread(this::scrape, "scraper " + seed);
    }

    static Scraper start(URI metrics, Board board, long seed) {
        Scraper scraper = new Scraper(metrics, board, seed);
        scraper.thread.start();
        return scraper;
    }

    /** How many answers of which sort there were. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private void scrape() {
        try (HttpConnection connection = new HttpConnection(metrics)) {
            while (!ends) {
                Ask ask = ask();
                try {
                    once(connection, ask);
                } catch (IOException | AssertionError wrong) {
                    board.fail("a scrape, " + ask, wrong);
                    return;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException | RuntimeException broken) {
            board.fail("a scraper", broken);
        }
    }

    /**
     * One request.
     *
     * @param query selects; empty for the whole page
     */
    record Ask(boolean head, boolean openMetrics, boolean gzip, boolean keepAlive, Query query) {}

    /**
     * What is selected.
     *
     * @param key {@code collect[]}, {@code exclude[]}, {@code name[]}, both of the first two, or none
     * @param value of a sensor or family
     */
    record Query(String key, String value) {
        static final Query ALL = new Query("", "");
        static final String BOTH = "both";

        private String text() {
            String encoded = URLEncoder.encode(value, UTF_8);
            return switch (key) {
                case "" -> "";
                case BOTH -> "?collect[]=" + encoded + "&exclude[]=" + encoded;
                default -> "?" + key + "=" + encoded;
            };
        }
    }

    private Ask ask() {
        Query query =
                switch (random.nextInt(12)) {
                    case 0 -> new Query("collect[]", sensor());
                    case 1 -> new Query("exclude[]", sensor());
                    case 2 -> new Query("name[]", random.nextBoolean() ? "sensor_up" : "sensor_reads");
                    case 3 -> random.nextInt(8) == 0 ? new Query(Query.BOTH, sensor()) : Query.ALL;
                    default -> Query.ALL;
                };
        return new Ask(
                random.nextInt(10) == 0, random.nextBoolean(), random.nextBoolean(), random.nextInt(4) > 0, query);
    }

    private String sensor() {
        int drawn = random.nextInt(Slot.ALL.size() + 1);
        return drawn == Slot.ALL.size() ? Slot.STEADY : Slot.ALL.get(drawn).defaultName();
    }

    private void once(HttpConnection connection, Ask ask) throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "Accept",
                ask.openMetrics ? OPENMETRICS.replace("; charset=utf-8", "") + ";q=0.9,text/plain;q=0.5" : "*/*");
        headers.put("Accept-Encoding", ask.gzip ? "gzip" : "identity");
        Expectation before = board.expectation();
        HttpConnection.Answer answer =
                connection.ask(ask.head ? "HEAD" : "GET", metrics.getPath() + ask.query.text(), ask.keepAlive, headers);
        Expectation after = board.expectation();
        String update = !after.open().isEmpty()
                ? after.open()
                : !before.open().isEmpty() ? before.open() : before.window() != after.window() ? OVER : "";
        count(sort(ask, answer, update));
        if (isExcused(answer, update)) {
            return;
        }
        if (ask.query.key.equals(Query.BOTH)) {
            demand(answer.status() == 400, "status " + answer.status() + " instead of 400");
            return;
        }
        demand(answer.status() == 200, "status " + answer.status() + ": " + new String(answer.body(), UTF_8));
        demand(
                answer.header("content-type").equals(ask.openMetrics ? OPENMETRICS : TEXT),
                "Content-Type " + answer.header("content-type"));
        demand(
                answer.header("content-encoding").equals(ask.gzip ? "gzip" : ""),
                "Content-Encoding " + answer.header("content-encoding"));
        demand(answer.header("vary").equals("Accept, Accept-Encoding"), "Vary " + answer.header("vary"));
        if (ask.head) {
            boolean whole = ask.query.equals(Query.ALL);
            demand(!whole || !answer.header("content-length").equals("0"), "an empty page");
            return;
        }
        String text = new String(ask.gzip ? gunzip(answer.body()) : answer.body(), UTF_8);
        demand(text.indexOf('\uFFFD') < 0, "not UTF-8");
        try {
            Scrape page = ask.openMetrics ? Scrape.parseOpenMetrics(text) : Scrape.parse(text);
            judge.judge(page, ask.query, before, after);
        } catch (AssertionError wrong) {
            throw new AssertionError(wrong.getMessage() + "\n" + text, wrong);
        }
    }

    /** While the registry is updated, HTTP says when to come again; while HTTP is, the server knows no such page. Nothing else. */
    private static boolean isExcused(HttpConnection.Answer answer, String update) {
        return switch (answer.status()) {
            case 503 ->
                answer.header("retry-after").equals("1")
                        && Set.of(Kind.UPDATE_REGISTRY.toString(), OVER).contains(update);
            case 404 -> Set.of(Kind.UPDATE_HTTP.toString(), OVER).contains(update);
            default -> false;
        };
    }

    private static String sort(Ask ask, HttpConnection.Answer answer, String update) {
        return answer.status() == 200 && update.isEmpty()
                ? (ask.head ? "HEAD" : "GET")
                        + (ask.openMetrics ? " OpenMetrics" : " text")
                        + (ask.gzip ? " gzip" : "")
                        + (ask.keepAlive ? "" : " close")
                        + (ask.query.key.isEmpty() ? "" : " " + ask.query.key)
                : "status " + answer.status() + (update.isEmpty() ? "" : " during " + update);
    }

    private synchronized void count(String sort) {
        counts.merge(sort, 1, Integer::sum);
    }

    /** All of it: Java's own stream passes over what stands behind the end. */
    private static byte[] gunzip(byte[] compressed) throws IOException {
        byte[] plain;
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            plain = stream.readAllBytes();
        }
        CRC32 crc = new CRC32();
        crc.update(plain);
        ByteBuffer trailer = ByteBuffer.wrap(compressed, compressed.length - TRAILER, TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN);
        demand(trailer.getInt() == (int) crc.getValue(), "the last bytes are not the checksum of the page");
        demand(trailer.getInt() == plain.length, "the last bytes are not the length of the page");
        return plain;
    }

    private static void demand(boolean so, String complaint) {
        if (!so) {
            throw new AssertionError(complaint);
        }
    }

    /** Ends after the scrape under way, and closes its connection. */
    @Override
    public void close() {
        ends = true;
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
