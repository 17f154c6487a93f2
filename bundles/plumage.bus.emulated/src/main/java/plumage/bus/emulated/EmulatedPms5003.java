package plumage.bus.emulated;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A PMS5003, which tells the dust in the air by frames on its serial line: active, one a second, when it is powered; passive, one for each request; or asleep.
 * Sources: Plantower PMS5003 series data manual, version 2.3, appendices I and II. What it answers to commands other than a request is not in there.
 *
 * <p>Its guess at sizes is simple: of the mass of what is up to 2.5 µm, six tenths are up to 1 µm; a quarter more comes with what is up to 10 µm.
 */
public final class EmulatedPms5003 extends SerialChip {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long NEVER = Long.MAX_VALUE;

    private static final int COMMAND = 7;
    private static final int CHANGE_MODE = 0xE1;
    private static final int READ = 0xE2;
    private static final int SLEEP_SET = 0xE4;
    private static final int VERSION = 0x97;
    /** Beyond this, in micrograms, the two kinds of mass differ: the one of the atmosphere is two thirds of the other. */
    private static final int SAME_UP_TO = 30;
    /** Particles per 0.1 litre and microgram of those up to 2.5 µm, beyond each size. */
    private static final double[] COUNTS = {150, 42, 7.5, 0.6, 0.12, 0.03};

    private static final int MOST = 0xFFFF;

    private Supplier<Air> air = () -> Air.ORDINARY;
    private boolean awake;
    private boolean active;
    private int errorCode;
    private long nextFrame;

    /** One that has just been powered, in an ordinary room. */
    public EmulatedPms5003(Time time) {
        super(time, 'B', COMMAND);
        powerUp();
    }

    /** Sets the mass of particles up to 2.5 µm, in grams per cubic metre. */
    public void set(double gramsPerCubicMeter) {
        follow(() -> Air.ORDINARY.withDust(gramsPerCubicMeter));
    }

    /** Asks for the air around it whenever it says something. */
    public synchronized void follow(Supplier<Air> surroundings) {
        air = surroundings;
    }

    /** Has it report a defect, 0 for none. */
    public synchronized void fail(int code) {
        errorCode = code;
    }

    @Override
    public synchronized void powerUp() {
        awake = true;
        active = true;
        nextFrame = time.nanos() + INTERVAL.toNanos();
    }

    @Override
    synchronized long speak(long now) {
        if (!awake || !active) {
            return NEVER;
        }
        while (nextFrame - now <= 0) {
            say(frame());
            nextFrame += INTERVAL.toNanos();
        }
        return nextFrame;
    }

    @Override
    synchronized void hear(byte[] bytes) {
        if (!Arrays.equals(bytes, withSum(Arrays.copyOf(bytes, COMMAND - 2), COMMAND))) {
            return;
        }
        int command = bytes[2] & 0xFF;
        boolean on = bytes[4] != 0;
        switch (command) {
            case CHANGE_MODE -> active = on;
            case SLEEP_SET -> awake = on;
            case READ -> {
                if (awake && !active) {
                    say(frame());
                }
                return;
            }
            default -> {
                return;
            }
        }
        nextFrame = time.nanos() + INTERVAL.toNanos();
        say(withSum(new byte[] {'B', 'M', 0, 4, bytes[2], bytes[4]}, 8));
    }

    @Override
    public String toString() {
        return "pms5003";
    }

    private byte[] frame() {
        double micrograms = air.get().pm25GramsPerCubicMeter() * 1e6;
        int[] words = {
            standard(0.6 * micrograms),
            standard(micrograms),
            standard(1.25 * micrograms),
            word(0.6 * micrograms),
            word(micrograms),
            word(1.25 * micrograms),
            word(COUNTS[0] * micrograms),
            word(COUNTS[1] * micrograms),
            word(COUNTS[2] * micrograms),
            word(COUNTS[3] * micrograms),
            word(COUNTS[4] * micrograms),
            word(COUNTS[5] * micrograms),
            VERSION << 8 | errorCode
        };
        byte[] frame = new byte[4 + 2 * words.length];
        frame[0] = 'B';
        frame[1] = 'M';
        frame[3] = 28;
        for (int i = 0; i < words.length; i++) {
            frame[4 + 2 * i] = (byte) (words[i] >> 8);
            frame[5 + 2 * i] = (byte) words[i];
        }
        return withSum(frame, 32);
    }

    /** The mass that it would be of the particles that the factory knows, "CF=1". */
    private static int standard(double micrograms) {
        return word(micrograms <= SAME_UP_TO ? micrograms : Math.min(1.5 * micrograms, 2 * micrograms - SAME_UP_TO));
    }

    private static int word(double value) {
        return (int) Math.min(Math.round(value), MOST);
    }

    private static byte[] withSum(byte[] bytes, int length) {
        byte[] frame = Arrays.copyOf(bytes, length);
        int sum = 0;
        for (byte b : bytes) {
            sum += b & 0xFF;
        }
        frame[length - 2] = (byte) (sum >> 8);
        frame[length - 1] = (byte) sum;
        return frame;
    }
}
