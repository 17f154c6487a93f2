package plumage.bus.emulated;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A lived-in room. Its air changes slowly and over several rhythms at once, as people, heating, weather and the day have it, with a little noise on top; no
 * more than about 18 to 24 degrees, 0.3 to 0.6 relative humidity, 997 to 1023 hPa. A pure function of seed and time.
 */
public final class Room implements Supplier<Air> {
    private static final double[] PERIODS_SECONDS = {240, 1_500, 9_000, 86_400};
    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4};

    private final long seed;
    private final Time time;
    private final long start;

    /** A room whose time starts now; each seed is another room. */
    public Room(long seed, Time time) {
        this.seed = seed;
        this.time = time;
        start = time.nanos();
    }

    /** Its air now. */
    @Override
    public Air get() {
        return at(Duration.ofNanos(time.nanos() - start));
    }

    /** Its air this long after its time started. */
    public Air at(Duration sinceStart) {
        double seconds = sinceStart.toNanos() / 1e9;
        double celsius = 21 + 2.5 * swing(1, seconds) + 0.01 * noise(1, seconds);
        // Vapour comes and goes with people; relative humidity follows from it and from the temperature.
        double vapourPascals = 1_120 + 190 * swing(2, seconds) + 0.5 * noise(2, seconds);
        double pascals = 101_000 + 1_200 * swing(3, seconds) + 1.5 * noise(3, seconds);
        double gasOhms = 90_000 * Math.exp(1.2 * swing(4, seconds) + 0.005 * noise(4, seconds));
        double co2Ppm = 850 + 420 * swing(5, seconds) + 4 * noise(5, seconds);
        double pm25 = 9e-6 * Math.exp(swing(6, seconds) + 0.1 * noise(6, seconds));
        return new Air(celsius, vapourPascals / Air.saturationPascals(celsius), pascals, gasOhms, co2Ppm, pm25);
    }

    /** Slow waves, between -1 and 1. */
    private double swing(int what, double seconds) {
        SplittableRandom phases = new SplittableRandom(seed * 31 + what);
        double sum = 0;
        for (int i = 0; i < SHARES.length; i++) {
            sum += SHARES[i] * Math.sin(2 * Math.PI * (seconds / PERIODS_SECONDS[i] + phases.nextDouble()));
        }
        return sum;
    }

    /** Another value each second, between -1 and 1. */
    private double noise(int what, double seconds) {
        return new SplittableRandom((seed * 31 + what) * 1_000_003 + (long) seconds).nextDouble(-1, 1);
    }
}
