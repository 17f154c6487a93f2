package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.openhab.Item.Membership;
import plumage.openhab.RestItems.Limits;

@Timeout(60)
class RestItemsTest {
    private static final Token TOKEN = Token.of("oh.plumage.c2VjcmV0");
    private static final Limits SHORT = new Limits(Duration.ofMillis(200), Duration.ofMillis(600), 100_000);

    /** As openHAB 5 answers: a group tells the type of its state. */
    private static final String ANSWER = """
            [{"state":"21.5 °C","type":"Number:Temperature","name":"Kitchen_Temperature","tags":["Measurement"],"groupNames":["gKitchen"]},\
            {"groupType":"Switch","state":"ON","type":"Group","name":"gKitchen","tags":[],"groupNames":[]},\
            {"state":"NULL","type":"Group","name":"gAll","tags":[],"groupNames":[]}]""";

    @Test
    void asksForWhatIsNeededAndReadsIt() throws IOException {
        try (StandIn openhab = StandIn.saying(200, ANSWER)) {
            assertThat(ask(openhab, RestItems.LIMITS))
                    .containsExactly(
                            new ToldItem(
                                    "Kitchen_Temperature",
                                    "Number:Temperature",
                                    "21.5 °C",
                                    new Membership(List.of("gKitchen"), List.of("Measurement"))),
                            new ToldItem("gKitchen", "Switch", "ON", Membership.UNKNOWN),
                            new ToldItem("gAll", "", "NULL", Membership.UNKNOWN));
            assertThat(openhab.questions())
                    .containsExactly(
                            "GET /rest/items?recursive=false&fields=name,type,groupType,state,groupNames,tags Bearer oh.plumage.c2VjcmV0");
        }
    }

    @Test
    void readsOnlyWhatIsWantedAndAsMuchAsThereIsRoomFor() throws IOException {
        String answer =
                "[{\"name\":\"A\"},{\"name\":\"not a name\"},{\"name\":\"B\"},{},{\"name\":\"C\"},{\"name\":\"D\"}]";
        try (StandIn openhab = StandIn.saying(200, answer)) {
            assertThat(new RestItems(openhab.url(), TOKEN, SHORT).ask(name -> !name.equals("B"), 2))
                    .extracting(ToldItem::name)
                    .containsExactly("A", "C");
        }
    }

    @Test
    void knowsAPathBeforeTheApi() throws IOException {
        try (StandIn openhab = StandIn.saying(200, "[]")) {
            RestItems rest = new RestItems(URI.create(openhab.url() + "/hub"), TOKEN, SHORT);
            assertThat(rest.ask(name -> true, 1)).isEmpty();
            assertThat(openhab.questions().get(0)).startsWith("GET /hub/rest/items?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, : the token is not accepted",
        "403, : the token is not accepted",
        "404, : there is no openHAB",
        "500, ''",
        "503, ''",
        "204, ''",
        "302, ''"
    })
    void anotherStatusIsAFailure(int status, String reason) {
        try (StandIn openhab = new StandIn(question -> {
            question.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
            question.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
            StandIn.say(question, status, "");
        })) {
            assertThatIOException()
                    .isThrownBy(() -> ask(openhab, SHORT))
                    .withMessage(status + " from " + openhab.url() + reason)
                    .withMessageNotContaining("c2VjcmV0");
            assertThat(openhab.questions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"error\":{\"message\":\"no\"}}",
                "[",
                "[{\"name\":\"A\"}",
                "[{\"name\":\"A\"},",
                "[{\"name\":\"A\"}] []",
                "[{\"name\":{}}]",
                "[{\"name\":\"A\",\"tags\":\"x\"}]",
                "[1]",
                "<html><body>Welcome</body></html>",
                "\u0000\u0001\u0002"
            })
    void anotherTextIsAFailure(String answer) {
        try (StandIn openhab = StandIn.saying(200, answer)) {
            assertThatIOException().isThrownBy(() -> ask(openhab, SHORT));
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() {
        try (StandIn openhab = new StandIn(question -> {
            question.sendResponseHeaders(200, 1000);
            question.getResponseBody().write("[{\"name\":\"A\"},".getBytes(StandardCharsets.UTF_8));
        })) {
            assertThatIOException().isThrownBy(() -> ask(openhab, SHORT));
        }
    }

    @Test
    void nobodyThereIsAFailure() throws IOException {
        URI nobody;
        try (ServerSocket port = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + port.getLocalPort());
        }
        assertThatIOException().isThrownBy(() -> new RestItems(nobody, TOKEN, SHORT).ask(name -> true, 1));
    }

    @Test
    void aSilentAnswerIsAFailure() {
        CountDownLatch forEver = new CountDownLatch(1);
        try (StandIn openhab = new StandIn(question -> forEver.await())) {
            assertThatIOException().isThrownBy(() -> ask(openhab, SHORT));
        }
    }

    @Test
    void anAnswerThatTricklesIsAFailure() {
        CountDownLatch over = new CountDownLatch(1);
        try (StandIn openhab = new StandIn(question -> {
            question.sendResponseHeaders(200, 0);
            OutputStream body = question.getResponseBody();
            body.write('[');
            while (!over.await(10, TimeUnit.MILLISECONDS)) {
                body.write(' ');
                body.flush();
            }
        })) {
            assertThatIOException().isThrownBy(() -> ask(openhab, SHORT)).withMessage("the answer takes too long");
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{\"name\":\"A\"},", "{\"state\":\"data:image/png;base64,iVBORw0KGgo=\"},"})
    void anAnswerWithoutEndIsAFailure(String more) {
        try (StandIn openhab = new StandIn(question -> {
            question.sendResponseHeaders(200, 0);
            OutputStream body = question.getResponseBody();
            body.write('[');
            byte[] bytes = more.repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                body.write(bytes); // until the other side has had enough
            }
        })) {
            assertThatIOException()
                    .isThrownBy(() -> ask(openhab, new Limits(SHORT.silence(), Duration.ofSeconds(30), 1 << 20)))
                    .withMessage("the answer is too long");
        }
    }

    @Test
    void anAnswerThatIsNestedWithoutEndIsAFailure() {
        try (StandIn openhab = StandIn.saying(200, "[{\"name\":\"A\",\"metadata\":" + "[".repeat(90_000))) {
            assertThatIOException().isThrownBy(() -> ask(openhab, SHORT)).withMessageContaining("nested deeper");
        }
    }

    @Test
    void picturesDoNotMatter() throws IOException {
        String picture = "{\"state\":\"data:image/png;base64," + "A".repeat(5_000_000)
                + "\",\"type\":\"Image\",\"name\":\"Camera\"}";
        try (StandIn openhab = StandIn.saying(200, "[" + picture + ",{\"state\":\"1\",\"name\":\"B\"}]")) {
            List<ToldItem> items = ask(openhab, RestItems.LIMITS);
            assertThat(items).extracting(ToldItem::name).containsExactly("Camera", "B");
            assertThat(items.get(0).state()).hasSize(BoundedJson.LONGEST_STRING);
        }
    }

    @Test
    void closingEndsAQuestion() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch forEver = new CountDownLatch(1);
        Limits patient = new Limits(Duration.ofMinutes(5), Duration.ofMinutes(5), 1000);
        try (StandIn openhab = new StandIn(question -> {
            asked.countDown();
            forEver.await();
        })) {
            RestItems rest = new RestItems(openhab.url(), TOKEN, patient);
            CompletableFuture<String> ended = CompletableFuture.supplyAsync(() -> {
                try {
                    return rest.ask(name -> true, 1).toString();
                } catch (IOException closed) {
                    return "closed";
                }
            });
            asked.await();

            rest.close();

            assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("closed");
            assertThatIOException().isThrownBy(() -> rest.ask(name -> true, 1)).withMessage("closed");
        }
    }

    private static List<ToldItem> ask(StandIn openhab, Limits limits) throws IOException {
        return new RestItems(openhab.url(), TOKEN, limits).ask(name -> true, 10_000);
    }
}
