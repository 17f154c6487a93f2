package plumage.bus.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IONotFoundException;
import java.util.concurrent.atomic.AtomicBoolean;
import plumage.bus.BusProvider.BusPort;

/** What a user of Pi4J has open: gives the descriptor back and frees the identifier once, whoever closes first, the user or the context. */
final class OpenPort<P extends BusPort> {
    private final P port;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenPort(P port) {
        this.port = port;
    }

    P port() {
        return port;
    }

    boolean isOpen() {
        return !closed.get();
    }

    /** Closing twice is harmless. */
    void close(Context context, String id) {
        if (release()) {
            try {
                context.shutdown(id);
            } catch (IONotFoundException e) {
                // the context was faster
            }
        }
    }

    /** Gives the descriptor back; the context frees the identifier. */
    boolean release() {
        boolean first = closed.compareAndSet(false, true);
        if (first) {
            port.close();
        }
        return first;
    }
}
