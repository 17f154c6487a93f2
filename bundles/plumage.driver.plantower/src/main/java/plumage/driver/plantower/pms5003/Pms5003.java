package plumage.driver.plantower.pms5003;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;

/**
 * The sensor, with the names of Plantower's data manuals of PMS5003 (version 2.3), PMS7003 (version 2.5) and PMSA003: it sends a frame of its own accord, every
 * 2.3 s in still air and up to five times a second while that changes.
 */
final class Pms5003 {
    static final int BAUD = 9600;

    /** How long {@link #measure} may take: reads until a good frame was found. */
    static final Duration LONGEST = Duration.ofSeconds(13);

    // Appendix I
    private static final int LENGTH = 32;
    /** Start characters and frame length: two times 13 bytes of data and the check code. */
    private static final byte[] START = {0x42, 0x4D, 0, 28};

    private static final int DATA = START.length;
    private static final int ERROR_CODE = 29;
    private static final int CHECK_CODE = 30;
    private static final List<String> MASSES = List.of("1", "2.5", "10");
    private static final int DATA_7 = DATA + 2 * 6;
    private static final List<String> COUNTS = List.of("0.3", "0.5", "1", "2.5", "5", "10");

    // Appendix II: start characters, command, two bytes of data, sum
    private static final int[] WAKE_UP = {0x42, 0x4D, 0xE4, 0x00, 0x01, 0x01, 0x74};
    private static final int[] ACTIVE_MODE = {0x42, 0x4D, 0xE1, 0x00, 0x01, 0x01, 0x71};

    /** The longest interval, and the frame itself. */
    private static final Duration FRAME = Duration.ofSeconds(3);
    /** After a first that begins with the end of a frame the second is good. More is for noise. */
    private static final int READS = 4;

    /** Which particles a mass is calculated for. */
    enum Concentration {
        /** Those of the atmosphere: data 4 to 6. */
        ATMOSPHERIC(DATA + 2 * 3),
        /** Those that the factory calibrates with, "CF=1": data 1 to 3. */
        STANDARD(DATA);

        private final int at;

        Concentration(int at) {
            this.at = at;
        }
    }

    /**
     * One measurement, by the size of particles in micrometres.
     *
     * @param gramsPerCubicMeter the mass of those up to a size
     * @param perCubicMeter the number of those beyond a size
     */
    record Sample(Map<String, Double> gramsPerCubicMeter, Map<String, Double> perCubicMeter) {}

    private final SerialDevice line;
    private final Concentration concentration;

    private Pms5003(SerialDevice line, Concentration concentration) {
        this.line = line;
        this.concentration = concentration;
    }

    /** Wakes it and has it send, whatever somebody else has told it before; where only its output is wired it does so from the moment it is powered. */
    static Pms5003 open(SerialDevice line, Concentration concentration) throws BusException {
        line.write(WAKE_UP);
        line.write(ACTIVE_MODE);
        return new Pms5003(line, concentration);
    }

    /**
     * Waits for the next frame.
     *
     * @throws BusException {@link Fault#CRC} when none came whose check code is right, {@link Fault#FAULT} when it tells an error code
     */
    Sample measure() throws BusException {
        line.discard(); // it is as old as the last measurement
        byte[] frame = frame();
        if (frame[ERROR_CODE] != 0) {
            throw new BusException(Fault.FAULT, String.format("it tells the error code %02X", frame[ERROR_CODE]));
        }
        return new Sample(
                series(frame, concentration.at, MASSES, micrograms -> micrograms / 1e6),
                series(frame, DATA_7, COUNTS, perDecilitre -> perDecilitre * 1e4));
    }

    private static Map<String, Double> series(byte[] frame, int at, List<String> sizes, IntToDoubleFunction unit) {
        Map<String, Double> series = new LinkedHashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            series.put(sizes.get(i), unit.applyAsDouble(word(frame, at + 2 * i)));
        }
        return series;
    }

    /** Keeps a window of one frame's length on what comes, and moves it to where a frame may begin until one is whole and right. */
    private byte[] frame() throws BusException {
        byte[] window = new byte[LENGTH];
        int missing = LENGTH;
        String seen = "nothing came";
        for (int i = 0; i < READS; i++) {
            byte[] more = read(missing, seen);
            System.arraycopy(window, missing, window, 0, LENGTH - missing);
            System.arraycopy(more, 0, window, LENGTH - missing, missing);
            if (mayBegin(window, 0)) {
                int sum = sum(window);
                if (sum == word(window, CHECK_CODE)) {
                    return window;
                }
                seen = String.format("one says that its sum is %04X, it is %04X", word(window, CHECK_CODE), sum);
            } else {
                seen = "something else came";
            }
            missing = 1;
            while (missing < LENGTH && !mayBegin(window, missing)) {
                missing++;
            }
        }
        throw new BusException(Fault.CRC, "no good frame: " + seen);
    }

    private byte[] read(int count, String seen) throws BusException {
        try {
            return line.read(count, FRAME);
        } catch (BusException failed) {
            if (failed.fault() == Fault.TIMEOUT) {
                throw new BusException(Fault.CRC, "no good frame: " + seen + ", then " + failed.getMessage(), failed);
            }
            throw failed;
        }
    }

    /** Whether a frame may begin here, as far as its start is there. */
    private static boolean mayBegin(byte[] window, int at) {
        int length = Math.min(START.length, LENGTH - at);
        return Arrays.equals(window, at, at + length, START, 0, length);
    }

    private static int sum(byte[] frame) {
        int sum = 0;
        for (int i = 0; i < CHECK_CODE; i++) {
            sum += frame[i] & 0xFF;
        }
        return sum;
    }

    private static int word(byte[] frame, int at) {
        return (frame[at] & 0xFF) << 8 | frame[at + 1] & 0xFF;
    }
}
