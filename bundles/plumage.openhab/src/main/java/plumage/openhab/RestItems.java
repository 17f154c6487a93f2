package plumage.openhab;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks openHAB's REST API for its items. Bounded in time, in size and in what is kept.
 *
 * <p>{@link HttpURLConnection}, because it needs no thread but the one that asks: a {@code java.net.http} client of Java 17 keeps one until it is collected.
 */
final class RestItems implements AutoCloseable {
    /**
     * What an answer may take.
     *
     * @param silence without a byte; connecting too
     * @param whole until the end of the answer
     * @param bytes of the answer; pictures are part of it
     */
    record Limits(Duration silence, Duration whole, long bytes) {}

    static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), 64L << 20);

    private static final String QUESTION =
            "/rest/items?recursive=false&fields=name,type,groupType,state,groupNames,tags";

    private final URI base;
    private final Token token;
    private final Limits limits;

    // Guarded by this.
    private @Nullable HttpURLConnection asking;
    private boolean closed;

    /** @param base of openHAB, such as {@code http://localhost:8080} */
    RestItems(URI base, Token token, Limits limits) {
        this.base = base;
        this.token = token;
        this.limits = limits;
    }

    /**
     * All items whose names are wanted. Blocks.
     *
     * @param most how many are read; those that come later are left out
     * @throws IOException when there is no such answer, with a message for people
     */
    List<ToldItem> ask(Predicate<String> wanted, int most) throws IOException {
        long end = System.nanoTime() + limits.whole().toNanos();
        HttpURLConnection connection = connection();
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(refusal(status));
            }
            try (InputStream answer = new LimitedStream(connection.getInputStream(), end, limits.bytes())) {
                return items(answer, wanted, most);
            }
        } catch (IllegalArgumentException | IllegalStateException unexpected) { // what Gson throws for another token
            throw new IOException("the answer is no list of items: " + unexpected.getMessage(), unexpected);
        } finally {
            connection.disconnect();
        }
    }

    private synchronized HttpURLConnection connection() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        // the token is for openHAB, not for a proxy nor for whom openHAB is said to have moved to
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + QUESTION).toURL().openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) limits.silence().toMillis());
        connection.setReadTimeout((int) limits.silence().toMillis());
        connection.setRequestProperty("Authorization", token.authorization());
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("Connection", "close"); // one that is kept has a thread of the JDK
        asking = connection;
        return connection;
    }

    private String refusal(int status) {
        return switch (status) {
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                status + " from " + base + ": the token is not accepted";
            case HttpURLConnection.HTTP_NOT_FOUND -> "404 from " + base + ": there is no openHAB";
            default -> status + " from " + base;
        };
    }

    private static List<ToldItem> items(InputStream answer, Predicate<String> wanted, int most) throws IOException {
        List<ToldItem> items = new ArrayList<>();
        Reader bounded = new BoundedJson(new InputStreamReader(answer, StandardCharsets.UTF_8));
        try (JsonReader json = new JsonReader(bounded)) {
            json.beginArray();
            while (json.hasNext()) {
                ToldItem item = ToldItem.read(json);
                if (items.size() < most && Item.isName(item.name()) && wanted.test(item.name())) {
                    items.add(item);
                }
            }
            json.endArray();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("something behind the end");
            }
        }
        return items;
    }

    /** Ends a question that is under way, and refuses others. Returns at once. */
    @Override
    public synchronized void close() {
        closed = true;
        if (asking != null) {
            asking.disconnect();
        }
    }

    /** An answer that ends with an exception when it takes too long or is too long. */
    private static final class LimitedStream extends FilterInputStream {
        private final long end;
        private long room;

        LimitedStream(InputStream answer, long end, long room) {
            super(answer);
            this.end = end;
            this.room = room;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new IOException("the answer takes too long");
            }
            int count = super.read(target, offset, length);
            room -= Math.max(count, 0);
            if (room < 0) {
                throw new IOException("the answer is too long");
            }
            return count;
        }
    }
}
