package plumage.tests.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Gives orders to the bundle {@code plumage.tests.soak} in a hub. */
final class RemoteControl implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final ServerSocket server;
    private Socket call;
    private BufferedReader in;
    private BufferedWriter out;

    RemoteControl() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    /** For the bundle to call. */
    int port() {
        return server.getLocalPort();
    }

    void awaitCall() throws IOException {
        call = server.accept();
        call.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(call.getInputStream(), UTF_8));
        out = new BufferedWriter(new OutputStreamWriter(call.getOutputStream(), UTF_8));
    }

    /** Returns what the order gave. */
    String order(String... words) throws IOException {
        String line = String.join("\t", words);
        out.write(line + "\n");
        out.flush();
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("done ")) {
            throw new AssertionError("the order '" + line + "' " + answer);
        }
        return answer.substring("done ".length());
    }

    /** A command of the hub's shell. */
    void type(String command) throws IOException {
        order("type", command);
    }

    @Override
    public void close() throws IOException {
        if (call != null) {
            call.close();
        }
        server.close();
    }
}
