package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static plumage.bus.emulated.EmulatedSi7021.Variant.HTU21D;
import static plumage.bus.emulated.EmulatedSi7021.Variant.SI7021;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumage.bus.BusException;
import plumage.bus.Fault;

/** Commands are those of table 11 of the Si7021-A20 data sheet, written as the bytes on the wire. */
class EmulatedSi7021Test {
    private final VirtualTime time = new VirtualTime();
    private final EmulatedSi7021 chip = new EmulatedSi7021(SI7021, time);

    @ParameterizedTest
    @EnumSource
    void measuresItsWholeRangeWithinItsResolution(EmulatedSi7021.Variant variant) throws BusException {
        EmulatedSi7021 any = new EmulatedSi7021(variant, time);
        for (int step = 0; step <= 330; step++) {
            double celsius = -40 + step * 0.5;
            double ratio = step / 330.0;
            any.set(celsius, ratio);
            byte[] t = convert(any, "F3", 50_000);
            byte[] rh = convert(any, "F5", 22_800);
            assertThat(celsius(t)).isCloseTo(celsius, within(175.72 / 16384 / 2 + 1e-9));
            // half a step of 12 bits, and the two status bits that are not masked
            assertThat(ratio(rh)).isCloseTo(ratio, within((1.25 / 4096 / 2) + 2 * 1.25 / 65536 + 1e-9));
            assertThat(t[1] & 0b11).isZero();
            assertThat(rh[1] & 0b1111).isEqualTo(0b10);
        }
    }

    /** 0x7C80 is (0.5479 * 100 + 6) * 65536 / 125 to 12 bits; the checks were computed apart. */
    @Test
    void answersWithWordAndCheck() throws BusException {
        chip.set(-0.003, 0.5479);

        assertThat(Bytes.hex(convert(chip, "F3", 10_800))).isEqualTo("444037");
        assertThat(Bytes.hex(convert(chip, "F5", 22_800))).isEqualTo("7C8297");
    }

    @ParameterizedTest
    @CsvSource({
        "SI7021, F3, 3A, 10800",
        "SI7021, F3, 3B, 3800",
        "SI7021, F3, BA, 6200",
        "SI7021, F3, BB, 2400",
        "SI7021, F5, 3A, 22800",
        "SI7021, F5, 3B, 6900",
        "SI7021, F5, BA, 10700",
        "SI7021, F5, BB, 9400",
        "HTU21D, F3, 02, 50000",
        "HTU21D, F3, 83, 7000",
        "HTU21D, F5, 02, 16000",
        "HTU21D, F5, 03, 3000",
    })
    void doesNotAcknowledgeUntilTheConversionTimeHasPassed(
            EmulatedSi7021.Variant variant, String command, String userRegister, int micros) throws BusException {
        EmulatedSi7021 any = new EmulatedSi7021(variant, time);
        write(any, "E6" + userRegister);
        write(any, command);

        time.pass(Duration.ofNanos(micros * 1000L - 1));
        assertNack(any, "", 3);
        assertNack(any, "E7", 1);
        time.pass(Duration.ofNanos(1));
        assertThat(read(any, "", 3)).hasSize(3);
        assertNack(any, "", 3); // told once
    }

    @ParameterizedTest
    @CsvSource({"3A, 14, 12", "3B, 12, 8", "BA, 13, 10", "BB, 11, 11"})
    void measuresAtTheResolutionOfTheUserRegister(String userRegister, int temperatureBits, int humidityBits)
            throws BusException {
        chip.set(23.456, 0.4321);
        write(chip, "E6" + userRegister);
        int t = word(convert(chip, "F3", 10_800));
        int rh = word(convert(chip, "F5", 22_800));

        assertThat(t % (1 << 16 - temperatureBits)).isZero();
        assertThat((rh - 2) % (1 << 16 - humidityBits)).isZero();
        assertThat(t * 175.72 / 65536 - 46.85).isCloseTo(23.456, within(175.72 / (1 << temperatureBits) / 2));
        assertThat((rh - 2) * 1.25 / 65536 - 0.06).isCloseTo(0.4321, within(1.25 / (1 << humidityBits) / 2));
    }

    @Test
    void stretchesTheClockInHoldMode() throws BusException {
        chip.set(25, 0.5);

        assertThat(celsius(read(chip, "E3", 3))).isCloseTo(25, within(0.006));
        assertThat(time.nanos()).isEqualTo(10_800_000);
        write(chip, "E5");
        assertThat(ratio(read(chip, "", 3))).isCloseTo(0.5, within(0.0003));
        assertThat(time.nanos()).isEqualTo(10_800_000 + 22_800_000);
    }

    @Test
    void withoutHoldARepeatedStartFindsItConverting() throws BusException {
        chip.set(25, 0.5);
        assertNack(chip, "F3", 3);
        assertThat(time.nanos()).isZero();
        time.pass(Duration.ofNanos(10_800_000));
        assertThat(celsius(read(chip, "", 3))).isCloseTo(25, within(0.006));
    }

    @Test
    void keepsTheTemperatureOfAHumidityMeasurement() throws BusException {
        assertNack(chip, "E0", 2);
        chip.set(10, 0.5);
        byte[] temperature = convert(chip, "F3", 10_800);
        convert(chip, "F5", 22_800);
        chip.set(60, 0.5);

        assertThat(read(chip, "E0", 2)).containsExactly(temperature[0], temperature[1]);
    }

    @Test
    void resetTakesFifteenMillisecondsAndRestoresRegisters() throws BusException {
        write(chip, "E6BB");
        write(chip, "510F");
        write(chip, "FE");
        time.pass(Duration.ofMillis(15).minusNanos(1));
        assertNack(chip, "E7", 1);
        time.pass(Duration.ofNanos(1));

        assertThat(Bytes.hex(read(chip, "E7", 1))).isEqualTo("3A");
        assertThat(Bytes.hex(read(chip, "11", 1))).isEqualTo("00");
    }

    /** Section 5.5 of the SHT21 data sheet, which the HTU21D follows: all but the heater bit; and its section 5.6: 0.5 to 1.5 K. */
    @Test
    void htu21dKeepsItsHeaterOnThroughAReset() throws BusException {
        EmulatedSi7021 htu21d = new EmulatedSi7021(HTU21D, time);
        htu21d.set(20, 0.5);
        write(htu21d, "E687");
        write(htu21d, "FE");
        time.pass(Duration.ofMillis(15));

        assertThat(Bytes.hex(read(htu21d, "E7", 1))).isEqualTo("06");
        assertThat(celsius(convert(htu21d, "F3", 50_000))).isCloseTo(21, within(0.006));
    }

    @Test
    void keepsReservedBitsOfItsRegisters() throws BusException {
        write(chip, "E600");
        write(chip, "51FF");

        assertThat(Bytes.hex(read(chip, "E7", 1))).isEqualTo("3A");
        assertThat(Bytes.hex(read(chip, "11", 1))).isEqualTo("0F");
    }

    @Test
    void heaterWarmsTheChipAndDriesTheAirAtIt() throws BusException {
        chip.set(20, 0.5);
        write(chip, "5103"); // 21.312 mA
        write(chip, "E63E");

        // 4.2624 K warmer; steam tables: saturation at 2339 and 3034 Pa
        assertThat(celsius(convert(chip, "F3", 10_800))).isCloseTo(24.2624, within(0.006));
        assertThat(ratio(convert(chip, "F5", 22_800))).isCloseTo(0.3855, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({"SI7013, 0D", "SI7020, 14", "SI7021, 15", "HTU21D, 32"})
    void tellsItsKindInTheSerialNumber(EmulatedSi7021.Variant variant, String snb3) throws BusException {
        byte[] id = read(new EmulatedSi7021(variant, time), "FCC9", 6);

        assertThat(Bytes.hex(id)).startsWith(snb3);
        assertThat(id[2]).isEqualTo((byte) crc(id[0], id[1]));
        assertThat(id[5]).isEqualTo((byte) crc(id[0], id[1], id[3], id[4]));
    }

    @Test
    void tellsSerialNumberAndFirmware() throws BusException {
        byte[] id = read(chip, "FA0F", 8);

        assertThat(id[1]).isEqualTo((byte) crc(id[0]));
        assertThat(id[7]).isEqualTo((byte) crc(id[0], id[2], id[4], id[6]));
        assertThat(Bytes.hex(read(chip, "84B8", 1))).isEqualTo("20");
    }

    @ParameterizedTest
    @CsvSource({"42", "F300", "E6", "FA", "FA0E", "E63A00"})
    void refusesWhatTheDatasheetDoesNotHave(String command) {
        assertNack(chip, command, 0);
    }

    @ParameterizedTest
    @CsvSource({"E0", "11", "5100", "84B8"})
    void htu21dLacksTheCommandsOfSiliconLabs(String command) {
        assertNack(new EmulatedSi7021(HTU21D, time), command, 0);
    }

    @Test
    void acknowledgesItsBareAddress() throws BusException {
        chip.i2c(new byte[0], new byte[0]);
        write(chip, "F3");
        assertNack(chip, "", 0);
    }

    @Test
    void anotherCommandDropsAnUnreadAnswer() throws BusException {
        write(chip, "F3");
        time.pass(Duration.ofMillis(20));
        write(chip, "E63A");
        assertNack(chip, "", 3);
    }

    private byte[] convert(EmulatedSi7021 any, String command, int micros) throws BusException {
        write(any, command);
        time.pass(Duration.ofNanos(micros * 1000L));
        return read(any, "", 3);
    }

    private static void write(EmulatedSi7021 any, String bytes) throws BusException {
        any.i2c(Bytes.of(bytes), new byte[0]);
    }

    private static byte[] read(EmulatedSi7021 any, String bytes, int count) throws BusException {
        byte[] read = new byte[count];
        any.i2c(Bytes.of(bytes), read);
        return read;
    }

    private static void assertNack(EmulatedSi7021 any, String bytes, int count) {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> read(any, bytes, count))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NACK));
    }

    private static double celsius(byte[] answer) {
        assertThat(answer[2]).isEqualTo((byte) crc(answer[0], answer[1]));
        return word(answer) * 175.72 / 65536 - 46.85;
    }

    private static double ratio(byte[] answer) {
        assertThat(answer[2]).isEqualTo((byte) crc(answer[0], answer[1]));
        return (word(answer) * 125.0 / 65536 - 6) / 100;
    }

    private static int word(byte[] answer) {
        return (answer[0] & 0xFF) << 8 | answer[1] & 0xFF;
    }

    /** The remainder of the message, with eight zero bits behind it, by long division. */
    private static int crc(byte... message) {
        BigInteger rest = new BigInteger(1, message).shiftLeft(8);
        BigInteger polynomial = BigInteger.valueOf(0x131);
        for (int bit = rest.bitLength() - 1; bit >= 8; bit = rest.bitLength() - 1) {
            rest = rest.xor(polynomial.shiftLeft(bit - 8));
        }
        return rest.intValue();
    }
}
