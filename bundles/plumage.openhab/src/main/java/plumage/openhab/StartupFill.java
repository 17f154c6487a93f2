package plumage.openhab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.Setting;

/** Asks openHAB once, when the bridge starts, for what was before: many an item changes its state once a month. Asks again until there is an answer. */
final class StartupFill implements Runnable, AutoCloseable {
    /** What became of a question: the values of the label {@code result}. */
    enum Result {
        /** The answer was taken. */
        OK,
        /** There was none, or another. */
        FAILED
    }

    static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(StartupFill.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final RestItems rest;
    private final Items items;
    private final BridgeSettings settings;
    private final Duration firstWait;
    private final Counts<Result> counts =
            new Counts<>("plumage_openhab_fills", "Questions to the REST API of openHAB for all items.", Result.class);
    private final CountDownLatch closed = new CountDownLatch(1);
    private String told = "";

    /** @param firstWait after the first failure; the next ones are longer */
    StartupFill(RestItems rest, Items items, BridgeSettings settings, Duration firstWait) {
        this.rest = rest;
        this.items = items;
        this.settings = settings;
        this.firstWait = firstWait;
    }

    Counts<Result> counts() {
        return counts;
    }

    /** Returns when there was an answer, or after {@link #close}. */
    @Override
    public void run() {
        Duration wait = firstWait;
        try {
            while (!fill() && !closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wait = wait.compareTo(LONGEST_WAIT.dividedBy(2)) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean fill() {
        try {
            items.asked();
            List<ToldItem> answer = rest.ask(settings::exports, settings.maxItems());
            if (!items.answered(understood(answer))) {
                throw new IOException("too much changed while openHAB answered");
            }
            counts.count(Result.OK);
            LOG.info("openHAB told the states of {} items", answer.size());
            return true;
        } catch (IOException failed) {
            if (closed.getCount() > 0) {
                counts.count(Result.FAILED);
                tell(Setting.shortened(String.valueOf(failed.getMessage())));
            }
            return false;
        }
    }

    private List<Item> understood(List<ToldItem> answer) {
        List<Item> understood = new ArrayList<>();
        for (ToldItem told : answer) {
            understood.add(new Item(told.name(), told.membership(), state(told)));
        }
        return understood;
    }

    /** A group's state may be of another kind than the type of the group, such as a count. */
    private ItemState state(ToldItem told) {
        try {
            return settings.wanted(told.name(), ItemState.ofItem(told.type(), told.state()));
        } catch (IllegalArgumentException other) {
            return ItemState.NOTHING;
        }
    }

    private void tell(String failure) {
        if (!failure.equals(told)) {
            told = failure;
            LOG.warn(
                    "openHAB does not tell its items, which are known from their next updates on; it is asked again: {}",
                    failure);
        }
    }

    /** Ends it, whatever it waits for. Returns at once. */
    @Override
    public void close() {
        closed.countDown();
        rest.close();
    }
}
