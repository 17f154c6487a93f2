package plumage.driver.winsen.mhz19b;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;

/** The sensor, with the names of Winsen's manuals of MH-Z19B (version 1.4) and MH-Z19C (version 1.0). It answers when it is asked. */
final class Mhz19b {
    static final int BAUD = 9600;

    // "Commands"
    private static final int READ_CO2_CONCENTRATION = 0x86;
    private static final int SELF_CALIBRATION = 0x79;
    private static final int SELF_CALIBRATION_ON = 0xA0;
    private static final int DETECTION_RANGE = 0x99;

    private static final int START = 0xFF;
    private static final int SENSOR = 0x01;
    private static final int LENGTH = 9;
    private static final int CHECKSUM = LENGTH - 1;
    /** The widest of its ranges. */
    private static final int HIGHEST = 10_000;

    private static final Duration ANSWER = Duration.ofSeconds(1);
    /** Some acknowledge a setting, though their manual says "No return value". */
    private static final Duration SETTING = Duration.ofMillis(200);

    /** What it has been seen to tell while it warms up. The manual only says that it does so, and how long. */
    private static final Set<Integer> WHILE_WARMING_UP = Set.of(400, 410, 500);

    private static final Duration POLL = Duration.ofSeconds(10);

    /**
     * What to set; empty for what it has been set to, which it keeps without power.
     *
     * @param selfCalibration whether the lowest concentration of a day is taken as that of fresh air
     * @param detectionRange the highest concentration that it tells, in parts per million
     */
    record Setup(Optional<Boolean> selfCalibration, Optional<Integer> detectionRange) {}

    private final SerialDevice line;

    private Mhz19b(SerialDevice line) {
        this.line = line;
    }

    /**
     * Sets it up and waits until it is warm, if it is not. That cannot be asked: a number that is often told by one that warms up is believed once it has changed, or
     * when the time has passed.
     *
     * @param preheat how long warming up takes from when it is powered
     */
    static Mhz19b open(SerialDevice line, Delay delay, Duration preheat, Setup setup) throws BusException {
        if (setup.selfCalibration().isPresent()) {
            send(line, SELF_CALIBRATION, setup.selfCalibration().get() ? SELF_CALIBRATION_ON : 0, 0, 0, 0, 0);
            delay.pause(SETTING);
        }
        if (setup.detectionRange().isPresent()) {
            int range = setup.detectionRange().get();
            send(line, DETECTION_RANGE, 0, 0, 0, range >> 8, range & 0xFF);
            delay.pause(SETTING);
        }
        Mhz19b sensor = new Mhz19b(line);
        for (Duration warm = Duration.ZERO; warm.compareTo(preheat) < 0; warm = warm.plus(POLL)) {
            if (!WHILE_WARMING_UP.contains(sensor.concentration())) {
                break;
            }
            delay.pause(POLL);
        }
        return sensor;
    }

    /**
     * Asks for the carbon dioxide, in parts per million.
     *
     * @throws BusException {@link Fault#NOT_READY} when it has none yet
     */
    int measure() throws BusException {
        int ppm = concentration();
        if (ppm == 0) {
            throw new BusException(Fault.NOT_READY, "0 ppm: it has measured nothing yet");
        }
        if (ppm > HIGHEST) {
            throw new BusException(Fault.RANGE, ppm + " ppm is more than its widest range has, " + HIGHEST);
        }
        return ppm;
    }

    private int concentration() throws BusException {
        line.discard(); // what came too late for whoever asked before
        send(line, READ_CO2_CONCENTRATION, 0, 0, 0, 0, 0);
        byte[] answer = line.read(LENGTH, ANSWER);
        if ((answer[0] & 0xFF) != START
                || (answer[1] & 0xFF) != READ_CO2_CONCENTRATION
                || (answer[CHECKSUM] & 0xFF) != checksum(answer)) {
            throw new BusException(
                    Fault.CRC,
                    String.format(
                            "it answers %s, not FF86... with the checksum %02X",
                            HexFormat.of().withUpperCase().formatHex(answer), checksum(answer)));
        }
        return (answer[2] & 0xFF) << 8 | answer[3] & 0xFF;
    }

    private static void send(SerialDevice line, int command, int b3, int b4, int b5, int b6, int b7)
            throws BusException {
        int sum = SENSOR + command + b3 + b4 + b5 + b6 + b7;
        line.write(START, SENSOR, command, b3, b4, b5, b6, b7, -sum & 0xFF);
    }

    /** "Checksum calculation method": the sum of bytes 1 to 7, negated. */
    private static int checksum(byte[] packet) {
        int sum = 0;
        for (int i = 1; i < CHECKSUM; i++) {
            sum += packet[i];
        }
        return -sum & 0xFF;
    }
}
