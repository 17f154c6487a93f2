package plumage.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import plumage.sensor.exposition.Content;

/** Answers GET and HEAD, and everything else by saying so. */
abstract class ReadOnlyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** For as long as the registry is being updated. */
    static final String NO_METRICS = "There are no metrics at the moment: plumage.registry is not active.";

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** Answers GET or HEAD. */
    abstract void get(HttpServletRequest request, HttpServletResponse response) throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        switch (request.getMethod()) {
            case "GET", "HEAD" -> get(request, response);
            case "OPTIONS" -> {
                response.setHeader("Allow", ALLOWED);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", ALLOWED);
                send(response, 405, "This method is not allowed here; allowed are " + ALLOWED + ".");
            }
        }
    }

    /** Says that it will be better soon. */
    static void unavailable(HttpServletResponse response, String line) throws IOException {
        response.setHeader("Retry-After", "1");
        send(response, 503, line);
    }

    /** Sends a line of text. */
    static void send(HttpServletResponse response, int status, String line) throws IOException {
        response.setStatus(status);
        send(response, "text/plain; charset=utf-8", utf8(line + "\n"));
    }

    /** Sends a body; of a HEAD the container lets only the length through. */
    static void send(HttpServletResponse response, String contentType, Content body) throws IOException {
        response.setContentType(contentType);
        response.setContentLength(body.length());
        body.writeTo(response.getOutputStream());
    }

    static Content utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Content(bytes, bytes.length);
    }

    /** A header, several of one name being one list; empty when there is none. */
    static String header(HttpServletRequest request, String name) {
        Enumeration<String> lines = request.getHeaders(name);
        String first = lines.hasMoreElements() ? lines.nextElement() : "";
        return lines.hasMoreElements() ? first + "," + String.join(",", Collections.list(lines)) : first;
    }
}
