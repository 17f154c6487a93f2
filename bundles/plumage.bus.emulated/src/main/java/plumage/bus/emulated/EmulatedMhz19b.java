package plumage.bus.emulated;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * An MH-Z19B, which tells the carbon dioxide in the air when it is asked over its serial line. While it warms up it tells a fixed number. Source: Winsen MH-Z19B
 * user's manual, version 1.0, "UART output"; the fixed number, and the temperature behind the concentration, are what its users have seen.
 */
public final class EmulatedMhz19b extends SerialChip {
    private static final Duration PREHEAT = Duration.ofMinutes(3);
    private static final int PREHEAT_PPM = 410;

    private static final int READ = 0x86;
    private static final int SELF_CALIBRATION = 0x79;
    private static final int DETECTION_RANGE = 0x99;
    private static final int ON = 0xA0;
    private static final int START = 0xFF;
    private static final int LENGTH = 9;
    private static final long NEVER = Long.MAX_VALUE;

    private final Duration preheat;
    private Supplier<Air> air = () -> Air.ORDINARY;
    private boolean selfCalibration = true;
    private int detectionRange = 5000;
    private long warmAt;

    /** One that has just been powered, in an ordinary room. */
    public EmulatedMhz19b(Time time) {
        this(time, PREHEAT);
    }

    /** One that warms up in another time. */
    public EmulatedMhz19b(Time time, Duration preheat) {
        super(time, START, LENGTH);
        this.preheat = preheat;
        powerUp();
    }

    /** Sets the carbon dioxide around it, in parts per million. */
    public void set(double ppm) {
        follow(() -> Air.ORDINARY.withCo2(ppm));
    }

    /** Asks for the air around it whenever it is asked. */
    public synchronized void follow(Supplier<Air> surroundings) {
        air = surroundings;
    }

    /** Whether it calibrates itself, which it remembers without power. */
    public synchronized boolean selfCalibration() {
        return selfCalibration;
    }

    /** The highest concentration that it tells, in parts per million, which it remembers without power. */
    public synchronized int detectionRange() {
        return detectionRange;
    }

    @Override
    public synchronized void powerUp() {
        warmAt = time.nanos() + preheat.toNanos();
    }

    @Override
    long speak(long now) {
        return NEVER;
    }

    @Override
    synchronized void hear(byte[] bytes) {
        if (bytes[1] != 1 || !Arrays.equals(bytes, checked(bytes))) {
            return;
        }
        switch (bytes[2] & 0xFF) {
            case READ -> say(reading());
            case SELF_CALIBRATION -> selfCalibration = (bytes[3] & 0xFF) == ON;
            case DETECTION_RANGE -> detectionRange = (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
            default -> {}
        }
    }

    @Override
    public String toString() {
        return "mhz19b";
    }

    private byte[] reading() {
        Air here = air.get();
        int ppm = time.nanos() - warmAt < 0 ? PREHEAT_PPM : (int) Math.min(Math.round(here.co2Ppm()), detectionRange);
        int temperature = (int) Math.round(here.celsius()) + 40;
        return checked(
                new byte[] {(byte) START, (byte) READ, (byte) (ppm >> 8), (byte) ppm, (byte) temperature, 0, 0, 0, 0});
    }

    private static byte[] checked(byte[] bytes) {
        byte[] checked = bytes.clone();
        int sum = 0;
        for (int i = 1; i < LENGTH - 1; i++) {
            sum += bytes[i];
        }
        checked[LENGTH - 1] = (byte) -sum;
        return checked;
    }
}
