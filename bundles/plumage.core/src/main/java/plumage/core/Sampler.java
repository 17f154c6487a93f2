package plumage.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.GpioInput;
import plumage.bus.GpioSetup;
import plumage.bus.I2cDevice;
import plumage.bus.SerialDevice;
import plumage.bus.SpiDevice;
import plumage.bus.SpiMode;
import plumage.bus.Sysfs;
import plumage.sensor.Instrument;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.SensorDriver;
import plumage.sensor.Series;
import plumage.sensor.Setting;
import plumage.sensor.Tally;
import plumage.sensor.Trouble;
import plumage.sensor.Wiring;

/**
 * Reads one sensor, turn by turn, and keeps what is known of it.
 *
 * <p>The first turn comes at once, the second within an interval, then one comes every interval. One that comes while the attempt before is still under way is
 * skipped, and so are those that a late timer would have to catch up with. After failures turns come less and less often, but at least once a minute. A failed
 * attempt forgets the chip: the next one identifies and calibrates it again, so that plugging it back in heals; so does one after trouble of the whole bus, see
 * {@link Line#generation}. An attempt that is overdue counts as failed at once; what it brings when it returns is thrown away.
 */
final class Sampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private static final Duration LONGEST_FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration CHIP_BUSY = Duration.ofMillis(50);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);
    private static final Duration TALLY_PATIENCE = Duration.ofSeconds(1);
    private static final double SHORTEST_FIRST_WAIT = 0.1;

    /** One attempt: on time, or given up. */
    private static final class Attempt {
        long pausedNanos;
        boolean overdue;
        Schedule.@Nullable Appointment watch;
    }

    private final SensorDriver driver;
    private final SensorSettings settings;
    private final Schedule schedule;
    private final Line line;
    private final Line.Chip chip;
    private final StoredTally tally;
    private final Line.Meter meter = new Line.Meter();
    private final Wiring wiring;
    private final CountDownLatch closed = new CountDownLatch(1);

    // Used by one attempt at a time.
    private final Values values;
    private @Nullable Instrument instrument;
    /** Of the line, when the instrument was opened. */
    private long generation;

    // Guarded by this.
    private final Health health;
    private @Nullable Attempt running;
    private Schedule.@Nullable Appointment nextTurn;
    private long nextTurnAt;
    private int turns;
    private int failures;
    private @Nullable Fault failing;
    private boolean told;
    private List<Trouble> troubles = List.of();
    private boolean tried;
    private List<Series> valueSeries = List.of();
    private double[] lastValues = {};
    private long expiresAt;
    private Outline outline;
    private List<Series> outlinedHealth;
    private List<Series> outlinedValues = valueSeries;

    private volatile Reading reading;

    Sampler(
            SensorFamilies families,
            SensorDriver driver,
            SensorSettings settings,
            Schedule schedule,
            BusLayer buses,
            StoredTally tally) {
        this.driver = driver;
        this.settings = settings;
        this.schedule = schedule;
        this.tally = tally;
        expiresAt = schedule.nanoTime();
        line = buses.line(settings.bus());
        chip = new Line.Chip(settings.bus(), settings.address());
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("sensor", settings.name());
        labels.putAll(settings.labels());
        values = new Values(families, settings);
        health = new Health(families, driver, settings);
        outlinedHealth = health.series();
        outline = new Outline(labels, outlinedHealth);
        wiring = new SensorWiring(buses);
        reading = snapshot();
    }

    Reading reading() {
        return reading;
    }

    /** The first turn comes at once. */
    synchronized void start() {
        line.join(settings.bus().root());
        nextTurnAt = schedule.nanoTime();
        scheduleTurn();
    }

    /** Ends the turns; an attempt under way ends at its next pause or transfer. */
    @Override
    public synchronized void close() {
        if (isClosed()) {
            return;
        }
        closed.countDown();
        if (nextTurn != null) {
            nextTurn.cancel();
        }
        tally.end();
        if (running == null) {
            line.leave(settings.bus().root());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private synchronized void scheduleTurn() {
        if (!isClosed()) {
            nextTurn = schedule.after(Duration.ofNanos(Math.max(0, nextTurnAt - schedule.nanoTime())), this::turn);
        }
    }

    private synchronized void turn() {
        if (isClosed()) {
            return;
        }
        if (running == null && !line.begin(chip)) {
            retryAfter(CHIP_BUSY); // the sensor that was changed or renamed a moment ago is still at it
            return;
        }
        turns++;
        nextTurnAt += spread(settings.interval().toNanos());
        skipTurnsMissed();
        if (running != null) {
            line.skippedTurns(1);
        } else {
            Attempt attempt = new Attempt();
            running = attempt;
            schedule.run(() -> run(attempt));
        }
        scheduleTurn();
    }

    /** The timer, or the whole machine, may have been held up. */
    private void skipTurnsMissed() {
        long late = schedule.nanoTime() - nextTurnAt;
        if (late >= 0) {
            long interval = settings.interval().toNanos();
            long missed = late / interval + 1;
            nextTurnAt += missed * interval;
            line.skippedTurns(missed);
        }
    }

    /** The first wait is shorter by a part that the name decides: sensors that start together do not stay together. */
    private long spread(long wait) {
        if (turns > 1) {
            return wait;
        }
        // the golden ratio puts names that differ a little far apart
        double part = (settings.name().hashCode() * 0x9E3779B9 >>> 1) / (double) (1L << 31);
        return (long) (wait * (SHORTEST_FIRST_WAIT + (1 - SHORTEST_FIRST_WAIT) * part));
    }

    private void run(Attempt attempt) {
        watch(attempt, driver.allowance());
        values.begin();
        @Nullable BusException failed = null;
        try {
            opened().measureInto(values);
            Optional<Fault> nothing = values.nothing();
            if (nothing.isPresent()) {
                failed = new BusException(nothing.get(), "no value at all");
            }
        } catch (BusException fault) {
            failed = fault;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError defect) {
            // A defect of the driver, or its bundle that goes, must not end the turns of its sensor, nor keep the chip
            // from the next.
            if (!isClosed()) {
                LOG.error("{}: defect in the driver of {}", settings.name(), driver.chip(), defect);
            }
            failed = new BusException(Fault.FAULT, "defect in the driver: " + defect, defect);
        }
        if (failed != null || attempt.overdue) {
            instrument = null;
        }
        finish(attempt, failed);
    }

    private Instrument opened() throws BusException {
        Instrument opened = instrument;
        long now = line.generation();
        if (opened == null || generation != now) {
            opened = driver.open(wiring);
            instrument = opened;
            generation = now;
        }
        return opened;
    }

    private synchronized void finish(Attempt attempt, @Nullable BusException failed) {
        if (attempt.watch != null) {
            attempt.watch.cancel();
        }
        running = null;
        line.end(chip);
        health.measured(meter.takeSeconds());
        if (isClosed()) {
            line.leave(settings.bus().root());
            return;
        }
        if (attempt.overdue) {
            LOG.info("{}: the overdue transfer on {} has returned", settings.name(), settings.bus());
            retryAfter(Duration.ZERO);
        } else if (failed == null) {
            succeeded();
        } else {
            failed(failed.fault(), String.valueOf(failed.getMessage()));
            retryAfter(backOff());
        }
        publish();
    }

    private void succeeded() {
        health.attempted();
        health.succeeded(schedule.unixSeconds(), values.missing());
        valueSeries = values.series();
        lastValues = values.numbers();
        long interval = settings.interval().toNanos();
        expiresAt = schedule.nanoTime() + Math.min(3 * interval, interval + LONGEST_BACK_OFF.toNanos());
        if (told) {
            LOG.info("{}: answers again", settings.name());
        }
        told = false;
        failing = null;
        troubles = List.of();
        failures = 0;
        tried = true;
    }

    private void failed(Fault fault, String message) {
        health.attempted();
        health.failed(fault);
        boolean known = fault == Fault.BUS && line.troubles().isPresent(); // told once for all sensors on the bus
        if (failing != fault && !known) {
            LOG.warn("{}: cannot be read ({}): {}", settings.name(), fault.label(), message);
            told = true;
        }
        failing = fault;
        troubles = List.of(new Trouble(settings.name(), fault.label(), message));
        failures++;
        tried = true;
    }

    /** Doubles with each failure, from one interval on; a sensor that is read seldom is tried again sooner, before its values expire. */
    private Duration backOff() {
        long first = Math.min(settings.interval().toNanos(), LONGEST_FIRST_BACK_OFF.toNanos());
        return Duration.ofNanos(spread(Math.min(LONGEST_BACK_OFF.toNanos(), first << Math.min(failures - 1, 10))));
    }

    private void retryAfter(Duration wait) {
        if (nextTurn != null) {
            nextTurn.cancel();
        }
        nextTurnAt = schedule.nanoTime() + wait.toNanos();
        scheduleTurn();
    }

    /** Gives an attempt up when it is not back in time; pauses prolong its time. */
    private void watch(Attempt attempt, Duration time) {
        attempt.watch = schedule.after(time, () -> {
            synchronized (this) {
                if (running != attempt || isClosed()) {
                    return;
                }
                Duration paused = Duration.ofNanos(attempt.pausedNanos);
                if (!paused.isZero()) {
                    attempt.pausedNanos = 0;
                    watch(attempt, paused);
                    return;
                }
                attempt.overdue = true;
                failed(Fault.TIMEOUT, "a transfer on " + settings.bus() + " does not return");
                publish();
            }
        });
    }

    private synchronized void publish() {
        reading = snapshot();
    }

    private Reading snapshot() {
        double[] counts = health.numbers();
        double[] numbers = Arrays.copyOf(counts, counts.length + lastValues.length);
        System.arraycopy(lastValues, 0, numbers, counts.length, lastValues.length);
        return Reading.ofSensor(settings.name(), tried, outline(), numbers, expiresAt)
                .with(troubles);
    }

    /** The same as before, unless there are other series. */
    private Outline outline() {
        if (outlinedHealth != health.series() || outlinedValues != valueSeries) {
            outlinedHealth = health.series();
            outlinedValues = valueSeries;
            List<Series> all = new ArrayList<>(outlinedHealth);
            all.addAll(outlinedValues);
            outline = outline.with(all);
        }
        return outline;
    }

    private synchronized void paused(Duration duration) {
        if (running != null) {
            running.pausedNanos += duration.toNanos();
        }
    }

    private final class SensorWiring implements Wiring, Delay {
        private final BusLayer buses;

        SensorWiring(BusLayer buses) {
            this.buses = buses;
        }

        @Override
        public BusName bus() {
            return settings.bus();
        }

        @Override
        public I2cDevice i2c() {
            return buses.i2c(settings.bus(), settings.address().orElseThrow(), meter);
        }

        @Override
        public SpiDevice spi(SpiMode mode, int maxHertz) {
            return buses.spi(settings.bus(), mode, maxHertz, meter);
        }

        @Override
        public SerialDevice serial(int baud) {
            return buses.serial(settings.bus(), baud, meter);
        }

        @Override
        public GpioInput gpio(GpioSetup setup) {
            return buses.gpio(settings.bus(), setup, meter);
        }

        @Override
        public Tally tally() throws BusException {
            return tally.ready(TALLY_PATIENCE);
        }

        @Override
        public Sysfs sysfs() {
            return buses.sysfs(settings.bus(), meter);
        }

        @Override
        public Delay delay() {
            return this;
        }

        @Override
        @SuppressWarnings("unchecked") // each setting was put there with its own value
        public <T> T get(Setting<T> setting) {
            Object value = settings.own().get(setting);
            if (value == null) {
                throw new IllegalArgumentException("not a setting of " + driver.chip() + ": " + setting);
            }
            return (T) value;
        }

        @Override
        public void identified(String variant) {
            synchronized (Sampler.this) {
                health.identified(variant);
            }
        }

        @Override
        public void pause(Duration duration) throws BusException {
            paused(duration);
            try {
                if (!closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new BusException(Fault.BUS, settings.name() + " is being stopped");
        }
    }
}
