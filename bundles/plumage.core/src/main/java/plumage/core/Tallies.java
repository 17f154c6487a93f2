package plumage.core;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tallies of all sensors on disk: read when a sensor is first tried, stored once a minute where something was counted, and when a sensor stops. One thread does all
 * of it, so that a disk that hangs delays nobody but a sensor whose tally is not read yet.
 */
final class Tallies {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Something that is done on disk. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    private final Path folder;
    private final Schedule schedule;
    private final Executor disk;
    /** By PID. */
    private final Map<String, StoredTally> inUse = new ConcurrentHashMap<>();

    private final String storing;
    private final Troubles troubles = new Troubles();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicBoolean queued = new AtomicBoolean();

    /**
     * Does nothing yet.
     *
     * @param folder where the states are; made when needed
     * @param disk does one thing after the other
     */
    Tallies(Path folder, Schedule schedule, Executor disk) {
        this.folder = folder;
        this.schedule = schedule;
        this.disk = disk;
        storing = "storing counts in " + folder;
    }

    /** The tally of a configuration's sensor. */
    StoredTally of(String pid) {
        return new StoredTally(pid, this);
    }

    /** How often something could not be stored. */
    long errors() {
        return errors.get();
    }

    /** Reads a tally and stores it from now on. */
    void begin(StoredTally tally) {
        inUse.put(tally.pid(), tally);
        disk.execute(() -> load(tally));
        if (!ticking.getAndSet(true)) {
            schedule.after(INTERVAL, this::tick);
        }
    }

    /** Stores a tally for the last time. */
    void end(StoredTally tally) {
        if (inUse.remove(tally.pid(), tally)) {
            disk.execute(() -> failure(() -> file(tally.pid()).end(tally.state()))
                    .ifPresent(why -> troubles.begins(storing, why)));
        }
    }

    /** Deletes what is stored of a configuration that is gone, whether its sensor has stopped or is about to. */
    void forget(String pid) {
        inUse.remove(pid);
        disk.execute(() -> failure(() -> file(pid).delete()).ifPresent(why -> troubles.begins(storing, why)));
    }

    private TallyFile file(String pid) {
        return new TallyFile(folder, pid);
    }

    private void load(StoredTally tally) {
        TallyFile file = file(tally.pid());
        try {
            tally.goOnFrom(file.begin());
        } catch (IOException readOnly) {
            troubles.begins(storing, failed(readOnly));
            tally.goOnFrom(file.afterCrash());
        }
    }

    /** On a thread that must not wait for a disk. A round that is not through yet is not followed by another. */
    private void tick() {
        if (inUse.isEmpty()) {
            ticking.set(false);
            if (inUse.isEmpty() || ticking.getAndSet(true)) {
                return; // whoever came meanwhile has seen to it
            }
        }
        schedule.after(INTERVAL, this::tick);
        if (!queued.getAndSet(true)) {
            disk.execute(this::storeChanged);
        }
    }

    private void storeChanged() {
        queued.set(false);
        boolean stored = false;
        Optional<String> failure = Optional.empty();
        for (StoredTally tally : inUse.values()) {
            if (tally.isChanged()) {
                Optional<String> why = failure(() -> file(tally.pid()).store(tally.state()));
                why.ifPresent(again -> tally.notStored());
                failure = failure.or(() -> why);
                stored = true;
            }
        }
        failure.ifPresent(why -> troubles.begins(storing, why));
        if (stored && failure.isEmpty()) {
            troubles.ends(storing);
        }
    }

    /** Why a step failed, if it did. */
    private Optional<String> failure(Step step) {
        try {
            step.take();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(failed(e));
        }
    }

    /** The same words for every file, so that a full disk is told once. */
    private String failed(IOException e) {
        errors.incrementAndGet();
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return storing + " fails: " + (reason == null ? e.getClass().getSimpleName() : reason);
    }
}
