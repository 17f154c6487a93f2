package plumage.tests.pi;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An MH-Z19B at the other end of a serial line of the machine (Winsen, manual 1.4, "Commands"): what QEMU connects to. */
final class Mhz19b {
    /** How it answers. */
    enum Answer {
        RIGHT,
        DAMAGED,
        NONE
    }

    private static final int LENGTH = 9;

    private final ServerSocket server;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile int ppm;
    private volatile Answer answer = Answer.RIGHT;

    private Mhz19b(ServerSocket server) {
        this.server = server;
    }

    /** Waits for QEMU in a thread of its own, which ends with QEMU. */
    static Mhz19b listen(ServerSocket server) {
        Mhz19b sensor = new Mhz19b(server);
        Thread thread = new Thread(sensor::serve, "MH-Z19B");
        thread.setDaemon(true);
        thread.start();
        return sensor;
    }

    /** What QEMU's option {@code -serial} is to be. */
    String chardev() {
        return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    /** What it tells from now on. */
    void set(Answer how, int concentration) {
        ppm = concentration;
        answer = how;
    }

    /** The next request, as the sensor waits for one: what does not begin it is noise, such as a line being opened. */
    private static byte[] next(InputStream in) throws IOException {
        int first = in.read();
        while (first >= 0 && first != 0xFF) {
            first = in.read();
        }
        byte[] rest = in.readNBytes(LENGTH - 1);
        byte[] request = new byte[first < 0 ? 0 : 1 + rest.length];
        if (request.length > 0) {
            request[0] = (byte) first;
            System.arraycopy(rest, 0, request, 1, rest.length);
        }
        return request;
    }

    /** The frames that it has heard. */
    List<String> heard() {
        return heard;
    }

    private void serve() {
        try (server;
                Socket line = server.accept()) {
            InputStream in = line.getInputStream();
            for (byte[] request = next(in); request.length == LENGTH; request = next(in)) {
                heard.add(HexFormat.of().formatHex(request));
                if (answer != Answer.NONE) {
                    line.getOutputStream().write(frame());
                }
            }
        } catch (IOException ended) {
            // with QEMU
        }
    }

    private byte[] frame() {
        byte[] frame = {(byte) 0xFF, (byte) 0x86, (byte) (ppm >> 8), (byte) ppm, 0x43, 0, 0, 0, 0};
        int sum = answer == Answer.DAMAGED ? 1 : 0;
        for (int i = 1; i < LENGTH - 1; i++) {
            sum += frame[i];
        }
        frame[LENGTH - 1] = (byte) -sum;
        return frame;
    }
}
