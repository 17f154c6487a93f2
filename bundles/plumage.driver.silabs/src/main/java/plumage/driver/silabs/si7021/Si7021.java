package plumage.driver.silabs.si7021;

import java.time.Duration;
import java.util.Map;
import plumage.bus.BusException;
import plumage.bus.Crc8;
import plumage.bus.Delay;
import plumage.bus.Fault;
import plumage.bus.I2cDevice;

/**
 * A humidity and temperature sensor of the Si70xx command set, with the names of the data sheet Si7021-A20 (rev. 1.2). Only the no-hold commands are used: a
 * chip that stretches the clock while it converts is beyond some controllers, the Raspberry Pi's among them.
 */
final class Si7021 {
    // Table 11, I2C command table
    private static final int MEASURE_RH_NO_HOLD = 0xF5;
    private static final int MEASURE_T_NO_HOLD = 0xF3;
    private static final int RESET = 0xFE;
    private static final byte[] READ_ID_2ND_BYTE = {(byte) 0xFC, (byte) 0xC9};

    private static final Duration POWER_UP = Duration.ofMillis(15); // table 2: after a soft reset

    private static final Duration POLL = Duration.ofMillis(5);
    private static final int POLLS = 20;

    /** "Electronic serial number": the first byte of the second half of the electronic serial number. */
    private static final Map<Integer, String> DEVICES = Map.of(0x0D, "si7013", 0x14, "si7020", 0x15, "si7021");

    /** Temperature in degrees Celsius, relative humidity 0 to 1. */
    record Sample(double celsius, double humidityRatio) {}

    /** What differs between the families: times of the longest conversion, and whether the two low bits of a word are flags. */
    private enum Family {
        /** Table 2: 14 bit temperature 10.8 ms, 12 bit humidity 12 ms behind one of temperature. */
        SI70XX(Duration.ofMillis(23), Duration.ofMillis(11), 0xFFFF),
        /** HTU21D(F) data sheet: 16 ms and 50 ms; "status bits must be set to 0 before the calculation". */
        HTU21(Duration.ofMillis(16), Duration.ofMillis(50), 0xFFFC);

        final Duration humidityConversion;
        final Duration temperatureConversion;
        final int codeMask;

        Family(Duration humidityConversion, Duration temperatureConversion, int codeMask) {
            this.humidityConversion = humidityConversion;
            this.temperatureConversion = temperatureConversion;
            this.codeMask = codeMask;
        }
    }

    private final I2cDevice device;
    private final Delay delay;
    private final Family family;
    private final String variant;

    private Si7021(I2cDevice device, Delay delay, Family family, String variant) {
        this.device = device;
        this.delay = delay;
        this.family = family;
        this.variant = variant;
    }

    /** Resets a Si7013, Si7020 or Si7021 and makes sure that it is one. */
    static Si7021 open(I2cDevice device, Delay delay) throws BusException {
        reset(device, delay);
        byte[] serial = device.writeRead(READ_ID_2ND_BYTE, 6); // SNB3 SNB2 CRC SNB1 SNB0 CRC
        Crc8.SI70XX.verify(serial, 0, 2);
        int snb3 = Byte.toUnsignedInt(serial[0]);
        String variant = DEVICES.get(snb3);
        if (variant == null) {
            throw new BusException(
                    Fault.IDENTITY,
                    String.format("the chip says it is %02X, not 0D (Si7013), 14 (Si7020) or 15 (Si7021)", snb3));
        }
        return new Si7021(device, delay, Family.SI70XX, variant);
    }

    /** Resets an HTU21D, HTU20D, SHT20, SHT21 or SHT25. They have no identification in common. */
    static Si7021 openHtu21d(I2cDevice device, Delay delay) throws BusException {
        reset(device, delay);
        return new Si7021(device, delay, Family.HTU21, "htu21d");
    }

    private static void reset(I2cDevice device, Delay delay) throws BusException {
        device.write(RESET);
        delay.pause(POWER_UP);
    }

    /** Which of them it is, in lower case. */
    String variant() {
        return variant;
    }

    /** Converts humidity, then temperature. Each has a checksum; the temperature that a humidity conversion leaves behind (E0) has none. */
    Sample measure() throws BusException {
        int humidity = convert(MEASURE_RH_NO_HOLD, family.humidityConversion);
        int temperature = convert(MEASURE_T_NO_HOLD, family.temperatureConversion);
        return new Sample(celsius(temperature), humidityRatio(humidity));
    }

    private int convert(int command, Duration conversion) throws BusException {
        device.write(command);
        delay.pause(conversion);
        for (int poll = 0; poll < POLLS; poll++) {
            try {
                byte[] word = device.read(3);
                Crc8.SI70XX.verify(word, 0, 2);
                return (Byte.toUnsignedInt(word[0]) << 8 | Byte.toUnsignedInt(word[1])) & family.codeMask;
            } catch (BusException stillConverting) {
                if (stillConverting.fault() != Fault.NACK) {
                    throw stillConverting;
                }
                delay.pause(POLL);
            }
        }
        throw new BusException(
                Fault.NOT_READY, String.format("command %02X took, but no measurement came of it", command));
    }

    /** Section 5.1.2. */
    static double celsius(int code) {
        return 175.72 * code / 65536 - 46.85;
    }

    /** Section 5.1.1: codes slightly below 0 and above 100 % occur and are cropped. */
    static double humidityRatio(int code) {
        double percent = 125.0 * code / 65536 - 6;
        return Math.max(0, Math.min(100, percent)) / 100;
    }
}
