package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleGuardTest {
    private static final String GENERATED = "abcd-efgh-ijkm-nopq";
    private static final String CHOSEN = "correct horse";
    private static final String LAN = "192.168.1.20";

    @TempDir
    Path folder;

    private Path file;
    private ConsoleGuard guard;

    @BeforeEach
    void generatedPassword() throws Exception {
        file = ConsolePassword.file(folder);
        new ConsolePassword(GENERATED).write(file);
        guard = new ConsoleGuard(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1"})
    void letsInFromThisMachine(String address) {
        assertThat(ask(address, basic("admin", GENERATED))).isEqualTo(new Answer("admin", 0, null, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {LAN, "fe80::1", "10.0.0.1", "2001:db8::1", ""})
    void refusesOtherMachinesBeforeAPasswordIsChosen(String address) {
        Answer answer = ask(address, basic("admin", GENERATED));
        if (address.isEmpty()) {
            // nobody can tell where it comes from
            answer = ask(null, basic("admin", GENERATED));
        }
        assertThat(answer)
                .isEqualTo(new Answer(
                        null,
                        403,
                        null,
                        "The console answers this machine only until a password is chosen: plumage password\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For"})
    void takesAProxyForAnotherMachine(String header) {
        assertThat(ask("127.0.0.1", Map.of("Authorization", basic("admin", GENERATED), header, "127.0.0.1"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void letsInFromEverywhereWithAChosenPasswordAtOnce() throws Exception {
        assertThat(ask("127.0.0.1", basic("admin", GENERATED)).user()).isEqualTo("admin");
        ConsolePassword.choose(CHOSEN).write(file);
        // what was let in before is forgotten with the password
        assertThat(ask("127.0.0.1", basic("admin", GENERATED)).status()).isEqualTo(401);
        assertThat(ask(LAN, basic("admin", CHOSEN)).user()).isEqualTo("admin");
        assertThat(ask(LAN, basic("admin", CHOSEN)).user()).isEqualTo("admin");
        assertThat(ask("127.0.0.1", basic("admin", GENERATED)).status()).isEqualTo(401);
        assertThat(ask(LAN, basic("admin", "correct horsf")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic ???",
                "Basic YWRtaW46YWRtaW4=",
                "Basic YWRtaW4=",
                "Bearer abcd-efgh-ijkm-nopq",
                "Basic Og=="
            })
    void asksWhoeverDoesNotKnowIt(String authorization) {
        Answer answer = ask("127.0.0.1", authorization);
        assertThat(answer)
                .isEqualTo(new Answer(
                        null,
                        401,
                        "Basic realm=\"Plumage\", charset=\"UTF-8\"",
                        "The console needs user admin and the password\n"));
    }

    @Test
    void takesTheSchemeInAnyCase() {
        assertThat(ask("127.0.0.1", basic("admin", GENERATED).replace("Basic", "bAsIc"))
                        .user())
                .isEqualTo("admin");
    }

    @Test
    void letsNobodyInWithoutAFile() throws Exception {
        Files.delete(file);
        assertThat(ask("127.0.0.1", basic("admin", "")).status()).isEqualTo(401);
        assertThat(ask("127.0.0.1", basic("admin", GENERATED)).status()).isEqualTo(401);
    }

    private Answer ask(String address, String authorization) {
        return ask(address, Map.of("Authorization", authorization));
    }

    private Answer ask(String address, Map<String, String> headers) {
        HttpServletRequest request = fake(HttpServletRequest.class, (method, arguments) -> switch (method) {
            case "getRemoteAddr" -> address;
            case "getHeader" -> headers.get((String) arguments[0]);
            default -> throw new AssertionError(method);
        });
        Map<String, Object> said = new HashMap<>();
        StringWriter body = new StringWriter();
        HttpServletResponse response = fake(HttpServletResponse.class, (method, arguments) -> switch (method) {
            case "setStatus" -> said.put("status", arguments[0]);
            case "setHeader" -> said.put((String) arguments[0], arguments[1]);
            case "getWriter" -> new PrintWriter(body);
            case "setContentType", "setCharacterEncoding", "flushBuffer" -> null;
            default -> throw new AssertionError(method);
        });
        Object user = guard.authenticate(request, response);
        return new Answer(
                (String) user,
                (int) said.getOrDefault("status", 0),
                (String) said.get("WWW-Authenticate"),
                body.toString());
    }

    private record Answer(String user, int status, String challenge, String body) {}

    private interface Behaviour {
        Object call(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Behaviour behaviour) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = behaviour.call(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
