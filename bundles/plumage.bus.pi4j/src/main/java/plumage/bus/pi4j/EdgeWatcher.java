package plumage.bus.pi4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** Tells the listeners of input lines their edges: one thread for all lines, asleep until there is one, and no thread while there is no line. */
final class EdgeWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeWatcher.class);
    private static final int FOR_EVER = -1;

    private final Kernel kernel;
    private final Map<GpioLine, Consumer<GpioLine.Event>> watched = new ConcurrentHashMap<>();

    // Guarded by this.
    private @Nullable Thread thread;
    private @Nullable DeviceFile bell;
    private Set<GpioLine> asleepOn = Set.of();

    EdgeWatcher(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Watches a line, which nobody else may take events from.
     *
     * @throws BusException {@link Fault#BUS} when this process has no descriptor left
     */
    synchronized void add(GpioLine line, Consumer<GpioLine.Event> listener) throws BusException {
        if (thread == null) {
            DeviceFile opened = bell();
            bell = opened;
            thread = new Thread(() -> run(opened), "plumage-gpio-edges");
            thread.setDaemon(true);
            watched.put(line, listener);
            thread.start();
        } else {
            watched.put(line, listener);
            ring();
        }
    }

    private DeviceFile bell() throws BusException {
        int descriptor = kernel.eventfd();
        if (descriptor < 0) {
            throw new BusException(Fault.BUS, "eventfd: " + Errno.describe(-descriptor));
        }
        return DeviceFile.of(kernel, "eventfd", descriptor);
    }

    /** Watches a line no longer. When this returns, unless a listener called it, nothing of here keeps the line. */
    synchronized void remove(GpioLine line) {
        if (watched.remove(line) == null) {
            return;
        }
        ring();
        try {
            while (asleepOn.contains(line)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the line goes a little later
        }
    }

    private void ring() {
        if (bell != null) {
            try {
                bell.write(ByteBuffer.allocateDirect(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(0, 1));
            } catch (BusException closed) {
                throw new IllegalStateException("the thread closes it under this lock", closed);
            }
        }
    }

    private void run(DeviceFile woken) {
        while (true) {
            List<DeviceFile> files = new ArrayList<>(List.of(woken));
            synchronized (this) {
                if (watched.isEmpty()) {
                    thread = null;
                    bell = null;
                    woken.close();
                    return;
                }
                asleepOn = Set.copyOf(watched.keySet());
                asleepOn.forEach(line -> files.add(line.file()));
            }
            List<DeviceFile> readable = DeviceFile.readable(kernel, files, FOR_EVER);
            synchronized (this) {
                asleepOn = Set.of();
                notifyAll();
            }
            if (readable.contains(woken)) {
                silence(woken);
            }
            // without the lock: listeners may add and remove
            watched.forEach((line, listener) -> {
                if (readable.contains(line.file())) {
                    tell(line, listener);
                }
            });
        }
    }

    private static void silence(DeviceFile bell) {
        try {
            bell.read(ByteBuffer.allocateDirect(Long.BYTES));
        } catch (BusException closed) {
            throw new IllegalStateException("closed by this thread only", closed);
        }
    }

    private void tell(GpioLine line, Consumer<GpioLine.Event> listener) {
        try {
            take(line).forEach(listener);
        } catch (RuntimeException defect) {
            LOG.error("defect in a listener of {}", line.file(), defect);
        }
    }

    /** Under the lock, so that a line is not given back while it is read; does not wait for events. */
    private synchronized List<GpioLine.Event> take(GpioLine line) {
        if (!watched.containsKey(line)) {
            return List.of();
        }
        try {
            return line.events();
        } catch (BusException gone) {
            watched.remove(line);
            LOG.warn("{}; its listeners hear no more", gone.getMessage());
            return List.of();
        }
    }
}
