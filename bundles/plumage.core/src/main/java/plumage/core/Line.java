package plumage.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.BusProvider;
import plumage.bus.BusProvider.BusPort;
import plumage.bus.Fault;
import plumage.sensor.Family;
import plumage.sensor.Series;

/**
 * One physical bus: a controller and all names that lead through it. One transfer at a time; whoever finds one that does not return is turned away, so that a
 * hung transfer costs the one thread that is in it. A port is opened, used and closed only by the thread that has the turn: a descriptor is never closed under a
 * transfer.
 */
final class Line {
    /** What is done with a port during one turn. */
    @FunctionalInterface
    interface Transfer<P extends BusPort, R> {
        R on(P port) throws BusException;
    }

    /** Adds up the time that one sensor's transfers took. Used by one thread at a time. */
    static final class Meter {
        private long nanos;

        double takeSeconds() {
            double seconds = nanos / 1e9;
            nanos = 0;
            return seconds;
        }
    }

    /** What answers one conversation at a time. */
    record Chip(BusName bus, OptionalInt address) {}

    private record Open(BusProvider provider, BusPort port) {}

    private static final long PATIENCE_MILLIS = 1000;
    private static final Set<BusName.Kind> CONTROLLED = EnumSet.of(BusName.Kind.I2C, BusName.Kind.SPI);
    /** One may be the fault of a chip that stretches the clock; so many with nothing else between them are a controller's that is stuck. */
    private static final int TIME_OUTS_OF_A_CONTROLLER = 3;

    private static final Family TRANSFERS =
            Family.counter("plumage_bus_transfers", "", "Transfers on a bus, repetitions included.");
    private static final Family BUSY =
            Family.counter("plumage_bus_busy_seconds", "seconds", "Time that transfers took on a bus.");
    private static final Family SKIPPED = Family.counter(
            "plumage_bus_turns_skipped", "", "Measurements left out because the one before was still under way.");
    private static final Family ERRORS = Family.counter("plumage_bus_errors", "", "Transfers that failed, by reason.");

    private final String name;
    private final String hungTransfer;
    private final String controller;
    private final Function<BusName, @Nullable BusProvider> providers;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Guarded by {@link #turn}. */
    private final Map<BusName, Open> ports = new HashMap<>();
    /** Guarded by {@link #turn}. */
    private int timeOuts;

    private final AtomicLong generation = new AtomicLong();

    private final Set<Chip> busyChips = ConcurrentHashMap.newKeySet();
    private final Collection<BusProvider> withdrawn = ConcurrentHashMap.newKeySet();
    private final Map<BusName, Integer> users = new ConcurrentHashMap<>();
    private final Collection<BusName> left = ConcurrentHashMap.newKeySet();
    private volatile long transferSince; // 0: none

    private final LongAdder transfers = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();
    private final LongAdder skippedTurns = new LongAdder();
    private final Troubles troubles = new Troubles();
    private final AtomicLong revision = new AtomicLong();
    private final Map<Fault, LongAdder> errors = new EnumMap<>(Fault.class); // never changed

    Line(String name, Function<BusName, @Nullable BusProvider> providers) {
        this.name = name;
        hungTransfer = "transfer on " + name;
        controller = "controller of " + name;
        this.providers = providers;
        for (Fault fault : Fault.values()) {
            errors.put(fault, new LongAdder());
        }
    }

    /**
     * Makes one transfer when it is this one's turn.
     *
     * @param repeats how often it may be repeated when nobody acknowledged or the bus was lost: 0 unless it is idempotent
     */
    <P extends BusPort, R> R transfer(BusName bus, Class<P> kind, Meter meter, int repeats, Transfer<P, R> transfer)
            throws BusException {
        takeTurn();
        try {
            for (int attempt = 0; ; attempt++) {
                P port = kind.cast(port(bus).port());
                long before = generation.get();
                try {
                    R result = timed(port, meter, transfer);
                    timeOuts = 0;
                    troubles.ends(controller);
                    return result;
                } catch (BusException failed) {
                    failed(bus, failed);
                    boolean passing = failed.fault() == Fault.NACK || failed.fault() == Fault.BUS;
                    if (attempt >= repeats || !passing || generation.get() != before) {
                        throw failed;
                    }
                }
            }
        } finally {
            yieldTurn();
        }
    }

    private void failed(BusName bus, BusException failed) {
        count(failed.fault());
        boolean timeOut = failed.fault() == Fault.TIMEOUT;
        timeOuts = timeOut && CONTROLLED.contains(bus.kind()) ? timeOuts + 1 : 0;
        if (timeOuts >= TIME_OUTS_OF_A_CONTROLLER) {
            troubles.begins(
                    controller,
                    name + ": " + TIME_OUTS_OF_A_CONTROLLER
                            + " transfers in a row timed out; it is opened again, and its chips are set up again");
            ports.values().forEach(Line::close);
            ports.clear();
            generation.incrementAndGet();
        } else if (failed.fault() == Fault.BUS || timeOut) {
            Open open = ports.remove(bus); // a new descriptor is the remedy
            if (open != null) {
                if (open.port().isGone()) {
                    generation.incrementAndGet();
                }
                close(open);
            }
        }
    }

    /**
     * Grows when the chips on this line may have lost their settings: it was absent, or a controller that was stuck is reset. Whoever opened a chip before is to open
     * it again.
     */
    long generation() {
        return generation.get();
    }

    private <P extends BusPort, R> R timed(P port, Meter meter, Transfer<P, R> transfer) throws BusException {
        long start = System.nanoTime();
        transferSince = start == 0 ? 1 : start;
        try {
            return transfer.on(port);
        } finally {
            long taken = System.nanoTime() - start;
            transferSince = 0;
            transfers.increment();
            busyNanos.add(taken);
            revision.incrementAndGet();
            meter.nanos += taken;
            troubles.ends(hungTransfer);
        }
    }

    private void takeTurn() throws BusException {
        try {
            if (turn.tryLock() || !isHung() && turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new BusException(Fault.BUS, name + ": stopped while waiting for its turn", stopping);
        }
        String hung = name + ": another transfer on it does not return";
        troubles.begins(hungTransfer, hung);
        throw new BusException(Fault.BUS, hung);
    }

    private void yieldTurn() {
        // Who is withdrawn or leaves while the lock changes hands is seen by the second look.
        do {
            closeWithdrawn();
            closeLeft();
            turn.unlock();
        } while (!(withdrawn.isEmpty() && left.isEmpty()) && turn.tryLock());
    }

    /** Whether a transfer has not returned for longer than anybody waits. */
    boolean isHung() {
        long since = transferSince;
        return since != 0 && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    }

    private Open port(BusName bus) throws BusException {
        Open open = ports.get(bus);
        if (open == null) {
            BusProvider provider = providers.apply(bus);
            if (provider == null) {
                String absent = bus + ": nothing provides this bus at present";
                troubles.begins(bus.text(), absent);
                throw new BusException(Fault.BUS, absent);
            }
            try {
                open = new Open(provider, provider.open(bus));
                troubles.ends(bus.text());
            } catch (BusException absent) {
                generation.incrementAndGet();
                count(absent.fault());
                troubles.begins(bus.text(), String.valueOf(absent.getMessage()));
                throw absent;
            }
            ports.put(bus, open);
        }
        return open;
    }

    /** Closes the ports of a provider, those in use as soon as their transfer returns. Does not wait. */
    void withdraw(BusProvider provider) {
        withdrawn.add(provider);
        if (turn.tryLock()) {
            yieldTurn();
        }
    }

    /** Called with the turn. */
    private void closeWithdrawn() {
        for (BusProvider provider : List.copyOf(withdrawn)) {
            ports.values().removeIf(open -> {
                boolean gone = open.provider() == provider;
                if (gone) {
                    close(open);
                }
                return gone;
            });
            withdrawn.remove(provider);
        }
    }

    /** Somebody will use a bus for a while. */
    void join(BusName bus) {
        users.merge(bus, 1, Integer::sum);
    }

    /**
     * Somebody who joined uses it no longer. The last one's port is closed, if it is in use as soon as that transfer returns, so that others may have a serial port or an
     * input line. Does not wait.
     */
    void leave(BusName bus) {
        if (users.computeIfPresent(bus, (name, count) -> count == 1 ? null : count - 1) == null) {
            left.add(bus);
            if (turn.tryLock()) {
                yieldTurn();
            }
        }
    }

    /** Called with the turn. */
    private void closeLeft() {
        for (BusName bus : List.copyOf(left)) {
            left.remove(bus);
            Open open = users.containsKey(bus) ? null : ports.remove(bus);
            if (open != null) {
                close(open);
            }
        }
    }

    private static void close(Open open) {
        open.port().close();
    }

    private void count(Fault fault) {
        Objects.requireNonNull(errors.get(fault)).increment();
        revision.incrementAndGet();
    }

    /** Begins an attempt on a chip, unless another one is under way on it: a conversation of several transfers is not to be mixed with another one. */
    boolean begin(Chip chip) {
        return busyChips.add(chip);
    }

    /** Ends an attempt on a chip. */
    void end(Chip chip) {
        busyChips.remove(chip);
    }

    /** What does not work at present on this line. */
    Troubles troubles() {
        return troubles;
    }

    void skippedTurns(long count) {
        skippedTurns.add(count);
        revision.incrementAndGet();
    }

    String name() {
        return name;
    }

    /** Grows whenever a number below has changed. Every scrape asks, so it is kept and not added up. */
    long revision() {
        return revision.get();
    }

    /** What it has counted. */
    List<Series> series() {
        List<Series> series = new ArrayList<>();
        series.add(TRANSFERS.series("bus", name));
        series.add(BUSY.series("bus", name));
        series.add(SKIPPED.series("bus", name));
        for (Fault fault : Fault.values()) {
            series.add(ERRORS.series("bus", name, "reason", fault.label()));
        }
        return series;
    }

    /**
     * Writes the number of each series.
     *
     * @return the place behind the last
     */
    int copyTo(double[] numbers, int at) {
        int next = at;
        numbers[next++] = transfers.sum();
        numbers[next++] = busyNanos.sum() / 1e9;
        numbers[next++] = skippedTurns.sum();
        for (LongAdder count : errors.values()) {
            numbers[next++] = count.sum();
        }
        return next;
    }
}
