package plumage.tests.pi;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** QEMU's monitor (docs/interop/qmp-spec.rst): it sets what its chips measure. */
final class Qmp implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    private Qmp(Socket socket) throws IOException {
        this.socket = socket;
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Waits until QEMU connects. */
    static Qmp accept(ServerSocket server) throws IOException {
        Qmp qmp = new Qmp(server.accept());
        qmp.socket.setSoTimeout(server.getSoTimeout());
        qmp.lines.readLine(); // its greeting
        qmp.execute("qmp_capabilities", Json.createObjectBuilder());
        return qmp;
    }

    /** Sets a property of a device, known by its {@code id}. */
    void set(String device, String property, long value) throws IOException {
        execute(
                "qom-set",
                Json.createObjectBuilder()
                        .add("path", "/machine/peripheral/" + device)
                        .add("property", property)
                        .add("value", value));
    }

    /** The port of this machine that leads to one of the guest. */
    int forwarded(int guestPort) throws IOException {
        String table = execute(
                        "human-monitor-command", Json.createObjectBuilder().add("command-line", "info usernet"))
                .getString("return");
        Matcher line = Pattern.compile("HOST_FORWARD\\]\\s+\\d+\\s+\\S+\\s+(\\d+)\\s+\\S+\\s+" + guestPort + "\\s")
                .matcher(table);
        if (!line.find()) {
            throw new IOException("nothing leads to port " + guestPort + ": " + table);
        }
        return Integer.parseInt(line.group(1));
    }

    private JsonObject execute(String command, JsonObjectBuilder arguments) throws IOException {
        JsonObject request = Json.createObjectBuilder()
                .add("execute", command)
                .add("arguments", arguments)
                .build();
        socket.getOutputStream().write((request + "\n").getBytes(UTF_8));
        while (true) {
            JsonObject answer = next();
            if (answer.containsKey("return")) {
                return answer;
            }
            if (answer.containsKey("error")) {
                throw new IOException(request + ": " + answer);
            }
            // an event
        }
    }

    private JsonObject next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("QEMU has ended");
        }
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
