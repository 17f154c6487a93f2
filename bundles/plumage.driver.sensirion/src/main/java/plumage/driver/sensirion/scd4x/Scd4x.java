package plumage.driver.sensirion.scd4x;

import java.time.Duration;
import java.util.Map;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.driver.sensirion.Words;

/**
 * The chip, with the names of the data sheet SCD4x (version 1.7). It measures by itself, every 5 or 30 seconds, and keeps the last result until it is read. While
 * it measures it takes few commands; everything else waits until it has been stopped.
 */
final class Scd4x {
    // "Command overview"
    private static final int STOP_PERIODIC_MEASUREMENT = 0x3F86;
    private static final int GET_SENSOR_VARIANT = 0x202F;
    private static final int SET_SENSOR_ALTITUDE = 0x2427;
    private static final int SET_AUTOMATIC_SELF_CALIBRATION_ENABLED = 0x2416;
    private static final int GET_DATA_READY_STATUS = 0xE4B8;
    private static final int READ_MEASUREMENT = 0xEC05;

    private static final Duration STOPPED = Duration.ofMillis(500);
    private static final Duration EXECUTION = Duration.ofMillis(1); // of all other commands used here
    private static final Duration POLL = Duration.ofMillis(500);

    private static final int READY = 0x07FF; // get_data_ready_status: ready when any of the eleven low bits is set

    /** get_sensor_variant, the four high bits. */
    private static final Map<Integer, String> VARIANTS = Map.of(0, "scd40", 1, "scd41", 5, "scd43");

    /** How often the chip measures. */
    enum Mode {
        /** Every 5 s. */
        PERIODIC(0x21B1, Duration.ofSeconds(5)),
        /** Every 30 s, with a fifth of the current. */
        LOW_POWER(0x21AC, Duration.ofSeconds(30));

        private final int start;
        private final int polls;

        Mode(int start, Duration period) {
            this.start = start;
            this.polls = (int) (period.plusMillis(period.toMillis() / 5).toMillis() / POLL.toMillis());
        }
    }

    /**
     * How to measure.
     *
     * @param altitude metres above sea level, 0 to 3000: the CO2 is compensated for the pressure there
     * @param selfCalibration whether the lowest CO2 of some days is taken as that of fresh air
     */
    record Setup(Mode mode, int altitude, boolean selfCalibration) {}

    /**
     * One measurement.
     *
     * @param ppm CO2, 0 when the chip has none yet
     * @param celsius temperature in the chip, which heats itself
     * @param humidityRatio relative humidity 0 to 1
     */
    record Sample(int ppm, double celsius, double humidityRatio) {}

    private final I2cDevice device;
    private final Delay delay;
    private final Mode mode;
    private final String variant;

    private Scd4x(I2cDevice device, Delay delay, Mode mode, String variant) {
        this.device = device;
        this.delay = delay;
        this.mode = mode;
        this.variant = variant;
    }

    /**
     * Stops the chip, which may be measuring since the hub ran last, identifies it, sets it up and lets it measure.
     *
     * @throws BusException {@link Fault#IDENTITY} when another chip answers
     */
    static Scd4x open(I2cDevice device, Delay delay, Setup setup) throws BusException {
        Words.command(device, STOP_PERIODIC_MEASUREMENT);
        delay.pause(STOPPED);
        String variant = identify(ask(device, delay, GET_SENSOR_VARIANT, 1)[0]);
        Words.command(device, SET_SENSOR_ALTITUDE, setup.altitude());
        delay.pause(EXECUTION);
        Words.command(device, SET_AUTOMATIC_SELF_CALIBRATION_ENABLED, setup.selfCalibration() ? 1 : 0);
        delay.pause(EXECUTION);
        Words.command(device, setup.mode().start);
        delay.pause(EXECUTION);
        return new Scd4x(device, delay, setup.mode(), variant);
    }

    /** Which of them it is, in lower case. */
    String variant() {
        return variant;
    }

    /**
     * Waits for the next result, no longer than a period and a fifth, and takes it.
     *
     * @throws BusException {@link Fault#NOT_READY} when there is none: the chip does not measure, as after an interruption of its supply
     */
    Sample measure() throws BusException {
        awaitData();
        int[] words = ask(device, delay, READ_MEASUREMENT, 3);
        return new Sample(words[0], Words.celsius(words[1]), words[2] / 65535.0);
    }

    private void awaitData() throws BusException {
        for (int poll = 0; poll < mode.polls; poll++) {
            if ((ask(device, delay, GET_DATA_READY_STATUS, 1)[0] & READY) != 0) {
                return;
            }
            delay.pause(POLL);
        }
        throw new BusException(
                Fault.NOT_READY,
                "no measurement within " + POLL.multipliedBy(mode.polls).toSeconds() + " s");
    }

    private static String identify(int word) throws BusException {
        String variant = VARIANTS.get(word >> 12);
        if (variant == null) {
            throw new BusException(
                    Fault.IDENTITY,
                    String.format(
                            "the chip says its variant is %04X, not 0... (SCD40), 1... (SCD41) or 5... (SCD43)", word));
        }
        return variant;
    }

    private static int[] ask(I2cDevice device, Delay delay, int command, int words) throws BusException {
        Words.command(device, command);
        delay.pause(EXECUTION);
        return Words.read(device, words);
    }
}
