package plumage.tests.bench;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import plumage.tests.pages.Scrape;

/** Looks at a page about five times a second, and at the sensors behind it before and after, until it is closed. */
final class Checker implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;

    private final Hub hub;
    private final String path;
    private final Ledger ledger = new Ledger();
    private final Thread thread = new Thread(this::run, "checker");
    private volatile boolean closed;

    private Checker(Hub hub, String path) {
        this.hub = hub;
        this.path = path;
    }

    /** Looks at a path of the hub from now on. */
    static Checker start(Hub hub, String path) {
        Checker checker = new Checker(hub, path);
        checker.thread.setDaemon(true);
        checker.thread.start();
        return checker;
    }

    Ledger ledger() {
        return ledger;
    }

    private void run() {
        try {
            hub.readings(ledger);
            while (!closed) {
                LockSupport.parkNanos(PAUSE_NANOS);
                hub.readings(ledger);
                double askedAt = System.currentTimeMillis() / 1e3;
                String page = hub.page(path);
                LockSupport.parkNanos(PAUSE_NANOS);
                hub.readings(ledger);
                ledger.page(Scrape.parse(page), askedAt);
            }
        } catch (IOException | RuntimeException | AssertionError wrong) {
            ledger.complain(path + ": " + wrong);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends after the page that it looks at. Returns what it has seen. */
    Ledger end() throws InterruptedException {
        close();
        thread.join();
        return ledger;
    }

    @Override
    public void close() {
        closed = true;
    }
}
