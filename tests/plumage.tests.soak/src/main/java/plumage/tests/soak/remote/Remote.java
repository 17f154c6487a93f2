package plumage.tests.soak.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Calls the test at the port of the loopback interface that the framework property {@code plumage.soak.port} names, and does what it says: an order is a line
 * of words with tabs between, its answer is a line that begins with {@code done} or {@code failed}.
 */
public final class Remote implements BundleActivator {
    private static final String PORT = "plumage.soak.port";

    private @Nullable Socket socket;

    @Override
    public void start(BundleContext context) throws IOException {
        Socket call = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(context.getProperty(PORT)));
        socket = call;
        Thread thread = new Thread(() -> obey(call, new Orders(context)), "soak-remote");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        if (socket != null) {
            socket.close();
        }
    }

    private static void obey(Socket call, Orders orders) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(call.getInputStream(), UTF_8));
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(call.getOutputStream(), UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                out.write(answer(orders, Arrays.asList(line.split("\t", -1))).replace('\n', ' ') + "\n");
                out.flush();
            }
        } catch (IOException theTestIsGone) {
            // and so is this thread
        }
    }

    private static String answer(Orders orders, List<String> words) {
        try {
            return "done " + orders.obey(words.get(0), words.subList(1, words.size()));
        } catch (Exception | LinkageError failed) {
            return "failed " + failed;
        }
    }
}
