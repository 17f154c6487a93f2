package plumage.tests.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection to a server that minds every byte: an answer is exactly as long as it says, nothing stands behind it, and a connection that is to be closed is
 * closed. HTTP clients of the JDK hide all that.
 */
final class HttpConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LONGEST_LINE = 8192;

    private final URI server;
    private Socket socket;
    private InputStream in;

    HttpConnection(URI server) throws IOException {
        this.server = server;
        connect();
    }

    /**
     * What the server answered.
     *
     * @param status of HTTP
     * @param headers by name in lower case
     * @param body as it came, compressed or not
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Asks, on the same connection as before unless that was to be closed. */
    Answer ask(String method, String target, boolean keepAlive, Map<String, String> headers) throws IOException {
        if (socket.isClosed()) {
            connect();
        }
        StringBuilder request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + server.getAuthority());
        headers.forEach((name, value) ->
                request.append("\r\n").append(name).append(": ").append(value));
        request.append(keepAlive ? "" : "\r\nConnection: close").append("\r\n\r\n");
        socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
        Answer answer = read(method.equals("HEAD"));
        boolean closes = answer.header("connection").equalsIgnoreCase("close");
        if (!keepAlive) {
            demand(closes, "Connection: close is not answered by the same");
        }
        if (closes) {
            demand(in.read() < 0, "bytes behind the answer");
            socket.close();
        } else {
            demand(in.available() == 0, "bytes behind the answer");
        }
        return answer;
    }

    private Answer read(boolean head) throws IOException {
        String status = line();
        demand(status.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?"), "not a status: " + status);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            demand(colon > 0, "not a header: " + line);
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            demand(
                    headers.put(name, line.substring(colon + 1).trim()) == null,
                    "a header that is there twice: " + line);
        }
        String length = headers.getOrDefault("content-length", "");
        demand(length.matches("[0-9]{1,9}"), "no Content-Length: " + status + " " + headers);
        byte[] body = head ? new byte[0] : in.readNBytes(Integer.parseInt(length));
        demand(head || body.length == Integer.parseInt(length), "shorter than its Content-Length: " + body.length);
        return new Answer(Integer.parseInt(status.substring(9, 12)), headers, body);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() > LONGEST_LINE) {
                throw new IOException("the answer ends in the midst of a header, or that does not end: " + line);
            }
            line.write(b);
        }
        String text = line.toString(ISO_8859_1);
        demand(text.endsWith("\r"), "a line of a header without CR");
        return text.substring(0, text.length() - 1);
    }

    private static void demand(boolean so, String complaint) {
        if (!so) {
            throw new AssertionError(complaint);
        }
    }

    private void connect() throws IOException {
        socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
