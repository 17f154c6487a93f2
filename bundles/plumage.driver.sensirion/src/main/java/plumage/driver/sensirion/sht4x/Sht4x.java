package plumage.driver.sensirion.sht4x;

import java.time.Duration;
import plumage.bus.BusException;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;
import plumage.driver.sensirion.Words;

/** The chip, with the names of the data sheet SHT4x (version 6.6). */
final class Sht4x {
    // "Command overview": commands of one byte
    private static final int SOFT_RESET = 0x94;
    private static final int READ_SERIAL_NUMBER = 0x89;

    private static final Duration RESET = Duration.ofMillis(1); // "Timing specifications"
    private static final Duration SERIAL_NUMBER =
            Duration.ofMillis(10); // as in the vendor's driver; the data sheet has no figure

    /** "Command overview" and "Timing specifications": the command of each repeatability and its longest measurement (8.3, 4.5 and 1.6 ms), rounded up. */
    enum Precision {
        HIGH(0xFD, Duration.ofMillis(10)),
        MEDIUM(0xF6, Duration.ofMillis(5)),
        LOW(0xE0, Duration.ofMillis(2));

        private final int command;
        private final Duration duration;

        Precision(int command, Duration duration) {
            this.command = command;
            this.duration = duration;
        }
    }

    /** Temperature in degrees Celsius, relative humidity 0 to 1. */
    record Sample(double celsius, double humidityRatio) {}

    private final I2cDevice device;
    private final Delay delay;
    private final Precision precision;

    private Sht4x(I2cDevice device, Delay delay, Precision precision) {
        this.device = device;
        this.delay = delay;
        this.precision = precision;
    }

    /**
     * Resets the chip and reads its serial number, which is all the identification it has: an SHT3x at the same address does not know the command.
     *
     * @throws BusException {@link Fault#NACK} or {@link Fault#CRC} when another chip answers
     */
    static Sht4x open(I2cDevice device, Delay delay, Precision precision) throws BusException {
        device.write(SOFT_RESET);
        delay.pause(RESET);
        device.write(READ_SERIAL_NUMBER);
        delay.pause(SERIAL_NUMBER);
        Words.read(device, 2);
        return new Sht4x(device, delay, precision);
    }

    /** Measures both once; the chip sleeps before and after. */
    Sample measure() throws BusException {
        device.write(precision.command);
        delay.pause(precision.duration);
        int[] words = Words.read(device, 2);
        return new Sample(Words.celsius(words[0]), humidityRatio(words[1]));
    }

    /** "Conversion of signal output": values beyond 0 and 100 % occur and may be cropped. */
    static double humidityRatio(int word) {
        double percent = -6 + 125.0 * word / 65535;
        return Math.min(Math.max(percent, 0), 100) / 100;
    }
}
