package plumage.tests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no scraper makes, byte for byte. */
class MalformedHttpTest {
    private static final String GET = "GET /metrics HTTP/1.1\r\n";
    private static final String REST = "Host: hub\r\nConnection: close\r\n\r\n";
    private static final int PATIENCE_MILLIS = 10_000;

    @RegisterExtension
    final Hub hub = new Hub();

    static Stream<Arguments> requests() {
        String thousands =
                IntStream.range(0, 1000).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining("&"));
        String names = IntStream.range(0, 500).mapToObj(i -> "name[]=n" + i).collect(Collectors.joining("&"));
        return Stream.of(
                arguments("a good one", GET + REST, new int[] {200}),
                arguments(
                        "an oversized header", GET + "X-Long: " + "x".repeat(100_000) + "\r\n" + REST, new int[] {431}),
                arguments("thousands of headers", GET + "X: 1\r\n".repeat(20_000) + REST, new int[] {431}),
                arguments(
                        "an oversized path",
                        "GET /metrics?" + "x".repeat(100_000) + " HTTP/1.1\r\n" + REST,
                        new int[] {414, 431}),
                arguments("POST", "POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n" + REST, new int[] {405}),
                arguments("DELETE", "DELETE /metrics HTTP/1.1\r\n" + REST, new int[] {405}),
                arguments("TRACE", "TRACE /metrics HTTP/1.1\r\n" + REST, new int[] {405}),
                arguments("a method that nobody knows", "BREW /metrics HTTP/1.1\r\n" + REST, new int[] {405, 501}),
                arguments("half a request line", "GET\r\n" + REST, new int[] {400}),
                arguments("no request line", "\u0016\u0003\u0001\u0002\r\n\r\n", new int[] {400}),
                arguments("a version that nobody knows", "GET /metrics HTTP/7.5\r\n" + REST, new int[] {400, 505}),
                arguments("no host", GET + "Connection: close\r\n\r\n", new int[] {400}),
                arguments("two lengths", GET + "Content-Length: 1\r\nContent-Length: 2\r\n" + REST, new int[] {400}),
                arguments("a path out of the root", "GET /../../etc/passwd HTTP/1.1\r\n" + REST, new int[] {400, 404}),
                arguments("both filters", query("collect[]=a&exclude[]=b"), new int[] {400}),
                arguments("both filters, encoded", query("collect%5B%5D=a&exclude%5B%5D=b"), new int[] {400}),
                arguments("half an escape", query("collect[]=%"), new int[] {400}),
                arguments("an escape that is none", query("collect[]=%zz"), new int[] {400}),
                arguments("bytes that are no UTF-8", query("collect[]=%ff%fe"), new int[] {200}),
                arguments("a thousand unknown parameters", query(thousands), new int[] {200}),
                arguments("too many names", query(names), new int[] {400}),
                arguments("an empty query", query(""), new int[] {200}),
                arguments("nothing but separators", query("&&==&="), new int[] {200}),
                arguments("an Accept that matches nothing", GET + "Accept: image/png\r\n" + REST, new int[] {200}),
                arguments("an Accept that is none", GET + "Accept: ;;q=,=\"\r\n" + REST, new int[] {200}));
    }

    private static String query(String query) {
        return "GET /metrics?" + query + " HTTP/1.1\r\n" + REST;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isAnsweredWithItsStatus(String what, String request, int[] statuses) throws IOException {
        String answer = send(request);

        assertThat(answer).as(what).matches("(?s)HTTP/1\\.1 \\d{3}.*");
        assertThat(Integer.parseInt(answer.substring(9, 12)))
                .as(answer.lines().findFirst().orElseThrow())
                .isIn(Arrays.stream(statuses).boxed().toList());
        assertThat(answer).doesNotContain("Exception", "\tat ");
        hub.scrape();
    }

    @Test
    void theNextScrapeIsAnsweredWhileOthersDoNotEndTheirRequests() throws IOException {
        Bystander bystander = Bystander.in(hub);
        URI endpoint = hub.endpoint();
        try (Socket first = new Socket(endpoint.getHost(), endpoint.getPort());
                Socket second = new Socket(endpoint.getHost(), endpoint.getPort())) {
            first.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
            second.getOutputStream().write((GET + "Content-Length: 1000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            bystander.assertUndisturbed();
        }
        bystander.assertUndisturbed();
    }

    @Test
    void aRefusalSaysWhatIsAllowed() throws IOException {
        assertThat(send(query("collect[]=a&exclude[]=b"))).contains("collect[]", "exclude[]", "allowed");
        assertThat(send("PUT /metrics HTTP/1.1\r\nContent-Length: 0\r\n" + REST))
                .containsIgnoringCase("\r\nAllow: GET, HEAD");
    }

    private String send(String request) throws IOException {
        URI endpoint = hub.endpoint();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException answeredBeforeAllWasSent) {
                // the answer is what counts
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
