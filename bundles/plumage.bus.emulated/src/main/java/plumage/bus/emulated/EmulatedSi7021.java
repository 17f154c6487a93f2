package plumage.bus.emulated;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Bytes;
import plumage.bus.Fault;

/**
 * A Si7013, Si7020, Si7021 or HTU21D: commands, conversion times (the longest of its datasheet), resolutions, heater, identity and checksums. Sources:
 * Silicon Labs Si7021-A20 data sheet, tables 2, 3 and 11 and sections 5 and 6; TE HTU21D(F) and Sensirion SHT21 data sheets.
 *
 * <p>Stricter than the real one: during a conversion and a reset it acknowledges nothing at all, and never a command that its datasheet does not have.
 */
public final class EmulatedSi7021 implements EmulatedChip {
    /** Which chip of the family; they speak alike. */
    public enum Variant {
        SI7013(true, 0x0D),
        SI7020(true, 0x14),
        SI7021(true, 0x15),
        HTU21D(false, 0x32);

        private final boolean silabs;
        private final int snb3;

        Variant(boolean silabs, int snb3) {
            this.silabs = silabs;
            this.snb3 = snb3;
        }
    }

    /** Bits and longest conversion times for each value of the resolution bits, in their order. */
    private record Resolution(int humidityBits, int humidityMicros, int temperatureBits, int temperatureMicros) {}

    private static final List<Resolution> SILABS = List.of(
            new Resolution(12, 12_000, 14, 10_800),
            new Resolution(8, 3_100, 12, 3_800),
            new Resolution(10, 4_500, 13, 6_200),
            new Resolution(11, 7_000, 11, 2_400));
    private static final List<Resolution> HTU21D = List.of(
            new Resolution(12, 16_000, 14, 50_000),
            new Resolution(8, 3_000, 12, 13_000),
            new Resolution(10, 5_000, 13, 25_000),
            new Resolution(11, 8_000, 11, 7_000));

    private static final int MEASURE_RH_HOLD = 0xE5;
    private static final int MEASURE_RH_NO_HOLD = 0xF5;
    private static final int MEASURE_TEMPERATURE_HOLD = 0xE3;
    private static final int MEASURE_TEMPERATURE_NO_HOLD = 0xF3;
    private static final int READ_TEMPERATURE_OF_PREVIOUS_RH = 0xE0;
    private static final int RESET = 0xFE;
    private static final int WRITE_USER_REGISTER = 0xE6;
    private static final int READ_USER_REGISTER = 0xE7;
    private static final int WRITE_HEATER = 0x51;
    private static final int READ_HEATER = 0x11;
    private static final int READ_ID_FIRST = 0xFA0F;
    private static final int READ_ID_SECOND = 0xFCC9;
    private static final int READ_FIRMWARE = 0x84B8;

    private static final int FIRMWARE_2_0 = 0x20;
    private static final int RES1 = 0x80;
    private static final int HTRE = 0x04;
    private static final int RES0 = 0x01;
    /** The other bits of the user register are reserved or tell the supply. */
    private static final int WRITABLE = RES1 | HTRE | RES0;

    private static final int HUMIDITY_STATUS = 0b10;
    private static final Duration RESET_TIME = Duration.ofMillis(15);
    /** A guess of what each step of the Si70xx heater and the only one of the HTU21D (0.5 to 1.5 K) do. */
    private static final double HEATER_KELVIN_PER_MILLIAMPERE = 0.2;

    private static final double HTU21D_HEATER_KELVIN = 1;

    private final Variant variant;
    private final Time time;
    private Supplier<Air> air = () -> Air.ORDINARY;
    private int userRegister;
    private int heaterRegister;
    private byte @Nullable [] answer;
    private long readyAt;
    private boolean hold;
    private int temperatureOfHumidity = -1;

    /** A chip in an ordinary room. */
    public EmulatedSi7021(Variant variant, Time time) {
        this.variant = variant;
        this.time = time;
        powerUp();
    }

    /** Sets the air around it, humidity as a ratio, 0 to 1. Codes end at -46.85 and 128.86 degrees, -0.06 and 1.19. */
    public void set(double celsius, double relativeHumidity) {
        follow(() -> new Air(celsius, relativeHumidity, Air.ORDINARY.pascals(), Air.ORDINARY.gasOhms()));
    }

    /** Asks for the air around it whenever a conversion starts. */
    public synchronized void follow(Supplier<Air> surroundings) {
        air = surroundings;
    }

    @Override
    public synchronized void powerUp() {
        userRegister = variant.silabs ? 0x3A : 0x02;
        heaterRegister = 0;
        answer = null;
        hold = false;
        temperatureOfHumidity = -1;
        readyAt = time.nanos();
    }

    @Override
    public synchronized void i2c(byte[] write, byte[] read) throws BusException {
        boolean stretches = hold && answer != null && write.length == 0 && read.length > 0;
        if (!stretches && nanosLeft() > 0) {
            throw nack("busy for another " + nanosLeft() / 1000 + " us");
        }
        if (write.length > 0) {
            command(write);
        }
        if (read.length > 0) {
            answer(read);
        }
    }

    @Override
    public String toString() {
        return variant.name().toLowerCase(Locale.ROOT);
    }

    private void command(byte[] write) throws BusException {
        answer = null;
        int first = Byte.toUnsignedInt(write[0]);
        switch (first) {
            case MEASURE_RH_HOLD, MEASURE_RH_NO_HOLD -> {
                parameters(write, 0);
                measureHumidity(first == MEASURE_RH_HOLD);
            }
            case MEASURE_TEMPERATURE_HOLD, MEASURE_TEMPERATURE_NO_HOLD -> {
                parameters(write, 0);
                measureTemperature(first == MEASURE_TEMPERATURE_HOLD);
            }
            case RESET -> {
                parameters(write, 0);
                reset();
            }
            case WRITE_USER_REGISTER -> {
                parameters(write, 1);
                userRegister = userRegister & ~WRITABLE | write[1] & WRITABLE;
            }
            case READ_USER_REGISTER -> {
                parameters(write, 0);
                answer = Bytes.of(userRegister);
            }
            default -> silabsCommand(first, write);
        }
    }

    /** What the HTU21D does not have, and the electronic serial number, which it has without its datasheet telling. */
    private void silabsCommand(int first, byte[] write) throws BusException {
        int command = first;
        if (write.length > 1
                && (first == READ_ID_FIRST >> 8 || first == READ_ID_SECOND >> 8 || first == READ_FIRMWARE >> 8)) {
            command = first << 8 | Byte.toUnsignedInt(write[1]);
        }
        boolean known =
                switch (command) {
                    case READ_ID_FIRST, READ_ID_SECOND -> true;
                    case READ_TEMPERATURE_OF_PREVIOUS_RH, WRITE_HEATER, READ_HEATER, READ_FIRMWARE -> variant.silabs;
                    default -> false;
                };
        if (!known) {
            throw nack("has no command " + HexFormat.of().withUpperCase().formatHex(write));
        }
        parameters(write, command == WRITE_HEATER || command > 0xFF ? 1 : 0);
        switch (command) {
            case READ_TEMPERATURE_OF_PREVIOUS_RH -> {
                if (temperatureOfHumidity < 0) {
                    throw nack("has not measured humidity yet");
                }
                answer = Bytes.of(temperatureOfHumidity >> 8, temperatureOfHumidity);
            }
            case WRITE_HEATER -> heaterRegister = write[1] & 0x0F;
            case READ_HEATER -> answer = Bytes.of(heaterRegister);
            case READ_FIRMWARE -> answer = Bytes.of(FIRMWARE_2_0);
            case READ_ID_FIRST -> answer = withChecks(1, 0x4A, 0x1C, 0x93, 0x07);
            default -> answer = withChecks(2, variant.snb3, 0xFF, 0xB5, 0xFF);
        }
    }

    private void measureTemperature(boolean holding) {
        Resolution resolution = resolution();
        int word = temperatureWord(chipAir(), resolution);
        convert(holding, resolution.temperatureMicros, word);
    }

    /** Si70xx: a humidity measurement measures temperature as well, and takes the time of both. */
    private void measureHumidity(boolean holding) {
        Resolution resolution = resolution();
        Air here = chipAir();
        int word = word((here.relativeHumidity() * 100 + 6) * 65536 / 125, resolution.humidityBits) | HUMIDITY_STATUS;
        temperatureOfHumidity = temperatureWord(here, resolution);
        int micros = resolution.humidityMicros + (variant.silabs ? resolution.temperatureMicros : 0);
        convert(holding, micros, word);
    }

    private void convert(boolean holding, int micros, int word) {
        answer = withChecks(2, word >> 8, word);
        hold = holding;
        readyAt = time.nanos() + micros * 1000L;
    }

    /** Section 5.3 of the SHT21 data sheet: the heater bit survives a reset there. */
    private void reset() {
        int heater = variant.silabs ? 0 : userRegister & HTRE;
        powerUp();
        userRegister |= heater;
        readyAt = time.nanos() + RESET_TIME.toNanos();
    }

    private void answer(byte[] read) throws BusException {
        byte[] bytes = answer;
        if (bytes == null) {
            throw nack("has nothing to tell");
        }
        if (nanosLeft() > 0) {
            if (!hold) {
                throw nack("converts for another " + nanosLeft() / 1000 + " us");
            }
            time.pass(Duration.ofNanos(nanosLeft()));
        }
        for (int i = 0; i < read.length; i++) {
            read[i] = i < bytes.length ? bytes[i] : (byte) 0xFF;
        }
        answer = null;
    }

    private long nanosLeft() {
        return readyAt - time.nanos();
    }

    private Resolution resolution() {
        int code = (userRegister & RES1) >> 6 | userRegister & RES0;
        return (variant.silabs ? SILABS : HTU21D).get(code);
    }

    private Air chipAir() {
        if ((userRegister & HTRE) == 0) {
            return air.get();
        }
        double milliamperes = 3.09 + heaterRegister * (94.20 - 3.09) / 15;
        return air.get().warmedBy(variant.silabs ? HEATER_KELVIN_PER_MILLIAMPERE * milliamperes : HTU21D_HEATER_KELVIN);
    }

    private static int temperatureWord(Air air, Resolution resolution) {
        return word((air.celsius() + 46.85) * 65536 / 175.72, resolution.temperatureBits);
    }

    /** The nearest word whose value stands in its upper bits. */
    private static int word(double exact, int bits) {
        int step = 1 << 16 - bits;
        return (int) Math.min(Math.max(Math.round(exact / step), 0), (1 << bits) - 1) * step;
    }

    private static void parameters(byte[] write, int expected) throws BusException {
        if (write.length != 1 + expected) {
            throw nack("command " + HexFormat.of().withUpperCase().formatHex(write) + " has " + (write.length - 1)
                    + " bytes behind the first instead of " + expected);
        }
    }

    private static BusException nack(String why) {
        return new BusException(Fault.NACK, "not acknowledged, " + why);
    }

    /** A check after every {@code group} bytes, over all values up to there: x^8 + x^5 + x^4 + 1, from 0. */
    private static byte[] withChecks(int group, int... values) {
        byte[] bytes = new byte[values.length + values.length / group];
        int crc = 0;
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            bytes[at++] = (byte) values[i];
            crc ^= values[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? crc << 1 ^ 0x131 : crc << 1;
            }
            if (i % group == group - 1) {
                bytes[at++] = (byte) crc;
            }
        }
        return bytes;
    }
}
