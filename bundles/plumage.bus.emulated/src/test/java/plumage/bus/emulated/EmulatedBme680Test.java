package plumage.bus.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static plumage.bus.emulated.EmulatedBme680.Variant.BME680;
import static plumage.bus.emulated.EmulatedBme680.Variant.BME688;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.SpiMode;

/** Registers are those of table 16 of the BME680 data sheet, written as the bytes on the wire. */
class EmulatedBme680Test {
    private static final Air ROOM = new Air(21.5, 0.45, 100_325, 81_234);
    /** 19 samplings of 1963 us, 9 switches of 477 us, 1 ms to wake and 148 ms of heating: what the vendor's code waits for these settings. */
    private static final long CONVERSION_NANOS = 190_590_000;

    private final VirtualTime time = new VirtualTime();
    private final EmulatedBme680 bme680 = new EmulatedBme680(BME680, time);
    private final EmulatedBme680 bme688 = new EmulatedBme680(BME688, time);

    @ParameterizedTest
    @EnumSource
    void measuresItsWholeRangeWithinItsResolution(EmulatedBme680.Variant variant) throws BusException {
        EmulatedBme680 chip = new EmulatedBme680(variant, time);
        for (int step = 0; step <= 200; step++) {
            // different strides, so that corners of the four ranges meet each other
            Air air = new Air(
                    -40 + 125.0 * step / 200,
                    step * 37 % 201 / 200.0,
                    30_000 + 80_000.0 * (step * 73 % 201) / 200,
                    1500 * Math.pow(8e3, step * 11 % 201 / 200.0));
            chip.set(air);
            Bme680Decoder.Values values = measured(chip);

            assertThat(values.celsius()).isCloseTo(air.celsius(), within(0.0025)); // 17 bits
            assertThat(values.pascals()).isCloseTo(air.pascals(), within(0.2)); // 20 bits
            assertThat(values.ratio()).isCloseTo(air.relativeHumidity(), within(0.00006)); // 16 bits
            assertThat(values.ohms()).isCloseTo(air.gasOhms(), within(air.gasOhms() * 0.0008)); // 10 bits and a range
            assertThat(values.gasValid()).isTrue();
            assertThat(values.heaterStable()).isTrue();
        }
    }

    /** The decoder of this test against the vendor's own code: a specimen's registers and the values that were computed from them. */
    @Test
    void theDecoderIsRight() {
        byte[] image = new byte[256];
        put(image, 0x00, "3100100000");
        put(image, 0x1D, "800055DFC047EF5053760000007D36");
        put(image, 0x8A, "65670300558E7FD75800D11B90FF241E00003FFB30F61E");
        put(image, 0xE1, "401C31002D14789C1E669AD0E312");
        Bme680Decoder.Values values = Bme680Decoder.decode(image);

        assertThat(values.celsius()).isCloseTo(-39.0003, within(0.0001));
        assertThat(values.pascals()).isCloseTo(90_000.02, within(0.1));
        assertThat(values.ratio()).isCloseTo(0.399957, within(2e-6));
        assertThat(values.ohms()).isCloseTo(126_129.5, within(1.3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void resolvesABitMoreWithEachDoubling(int osrs) throws BusException {
        write(bme680, 0x72, 1);
        write(bme680, 0x74, osrs << 5 | osrs << 2 | 1);
        time.pass(Duration.ofSeconds(1));
        byte[] data = read(bme680, 0x1F, 6);
        int unused = 5 - osrs;

        assertThat(code20(data, 0) & (1 << unused) - 1).isZero();
        assertThat(code20(data, 3) & (1 << unused) - 1).isZero();
        assertThat(code20(data, 0)).isNotZero().isNotEqualTo(0x80000);
    }

    @Test
    void skippedMeasurementsHaveTheirResetValue() throws BusException {
        write(bme680, 0x74, 0x01);
        time.pass(Duration.ofMillis(10));

        assertThat(Bytes.hex(read(bme680, 0x1D, 17)))
                .isEqualTo("80" + "00" + "800000" + "800000" + "8000" + "00".repeat(7));
    }

    @Test
    void dataStandAtTheirResetValueBeforeTheFirstConversion() throws BusException {
        assertThat(Bytes.hex(read(bme680, 0x1D, 17))).isEqualTo("0000" + "800000" + "800000" + "8000" + "00".repeat(7));
    }

    @Test
    void aConversionTakesItsTime() throws BusException {
        bme680.set(ROOM);
        configure(bme680);
        String before = Bytes.hex(read(bme680, 0x1F, 15));
        write(bme680, 0x74, 0x55);

        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x20);
        time.pass(Duration.ofNanos(40_205_000 - 1)); // 1 + 19 x 1.963 + 4 x 0.477 ms
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x20);
        time.pass(Duration.ofNanos(1));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x60);
        time.pass(Duration.ofNanos(CONVERSION_NANOS - 40_205_000 - 1));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x60);
        assertThat(readOne(bme680, 0x74)).isEqualTo(0x55);
        assertThat(Bytes.hex(read(bme680, 0x1F, 15))).isEqualTo(before);
        time.pass(Duration.ofNanos(1));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x80);
        assertThat(readOne(bme680, 0x74)).isEqualTo(0x54);
        assertThat(Bytes.hex(read(bme680, 0x1F, 15))).isNotEqualTo(before);
    }

    @Test
    void withoutGasItTakesLess() throws BusException {
        configure(bme680);
        write(bme680, 0x71, 0x00);
        write(bme680, 0x74, 0x55);
        time.pass(Duration.ofNanos(40_205_000 - 1));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x20);
        time.pass(Duration.ofNanos(1));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x80);
        assertThat(readOne(bme680, 0x2B) & 0x30).isZero();
    }

    @Test
    void sleepWrittenDuringAConversionDoesNotEndIt() throws BusException {
        configure(bme680);
        write(bme680, 0x74, 0x55);
        write(bme680, 0x74, 0x54);
        assertThat(readOne(bme680, 0x74)).isEqualTo(0x55);
        time.pass(Duration.ofNanos(CONVERSION_NANOS));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x80);
    }

    @Test
    void anotherConversionTakesBackNewData() throws BusException {
        measured(bme680);
        write(bme680, 0x74, 0x55);
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x20);
    }

    /** Datasheet of either: run_gas is bit 4 of the BME680, bit 5 of the BME688, and each ignores the other's. */
    @ParameterizedTest
    @CsvSource({"BME680, 10, true", "BME680, 20, false", "BME688, 10, false", "BME688, 20, true"})
    void runsGasByItsOwnBit(EmulatedBme680.Variant variant, String ctrlGas1, boolean runs) throws BusException {
        EmulatedBme680 chip = new EmulatedBme680(variant, time);
        configure(chip);
        write(chip, 0x71, Integer.parseInt(ctrlGas1, 16));
        write(chip, 0x74, 0x55);
        time.pass(Duration.ofSeconds(1));

        assertThat((readOne(chip, variant == BME680 ? 0x2B : 0x2D) & 0x20) != 0).isEqualTo(runs);
    }

    @Test
    void eachVariantTellsGasAtItsOwnPlace() throws BusException {
        measured(bme680);
        measured(bme688);
        assertThat(readOne(bme680, 0xF0)).isEqualTo(0);
        assertThat(readOne(bme688, 0xF0)).isEqualTo(1);
        assertThat(Bytes.hex(read(bme680, 0x2C, 2))).isEqualTo("0000");
        assertThat(Bytes.hex(read(bme688, 0x2A, 2))).isEqualTo("0000");
    }

    /** Codes as the vendor's code computes them for this calibration; they are cut off to steps of 3.9 K. */
    @ParameterizedTest
    @CsvSource({"0x53, 200, 25", "0x60, 250, 25", "0x6C, 300, 25", "0x86, 400, 25", "0x78, 350, -10", "0x39, 100, 0"})
    void heatsItsPlateToTheTarget(String resHeat, double celsius, double ambient) throws BusException {
        bme680.set(new Air(ambient, 0.5, 100_000, 50_000));
        assertThat(bme680.plateCelsius()).isEmpty();
        configure(bme680);
        write(bme680, 0x5A, Integer.decode(resHeat));
        write(bme680, 0x74, 0x55);
        time.pass(Duration.ofSeconds(1));

        assertThat(bme680.plateCelsius()).hasValueCloseTo(celsius - 1.95, within(2.0));
    }

    @ParameterizedTest
    @CsvSource({
        "0x14, 0x00, 0x71, true", // 20 ms, on
        "0x13, 0x00, 0x71, false", // 19 ms
        "0x45, 0x00, 0x71, true", // 5 x 4 ms
        "0x44, 0x00, 0x71, false", // 4 x 4 ms
        "0x82, 0x00, 0x71, true", // 2 x 16 ms
        "0xC1, 0x00, 0x71, true", // 1 x 64 ms
        "0x65, 0x08, 0x71, false", // heater off
        "0x65, 0x00, 0xFF, false", // too hot
        "0x65, 0x00, 0x00, false", // colder than the room
    })
    void heaterIsStableWhenItHadTimeToGetThere(String gasWait, String ctrlGas0, String resHeat, boolean stable)
            throws BusException {
        bme680.set(ROOM);
        configure(bme680);
        write(bme680, 0x64, Integer.decode(gasWait));
        write(bme680, 0x70, Integer.decode(ctrlGas0));
        write(bme680, 0x5A, Integer.decode(resHeat));
        write(bme680, 0x74, 0x55);
        time.pass(Duration.ofSeconds(5));
        Bme680Decoder.Values values = decoded(bme680);

        assertThat(values.gasValid()).isTrue();
        assertThat(values.heaterStable()).isEqualTo(stable);
        assertThat(values.ohms()).isCloseTo(stable ? 81_234 : 812_340, within(stable ? 65. : 650.));
    }

    @Test
    void heatsForTheSetPointThatIsChosen() throws BusException {
        configure(bme680);
        write(bme680, 0x67, 0x42); // set-point 3: 8 ms
        write(bme680, 0x71, 0x13);
        write(bme680, 0x74, 0x55);
        time.pass(Duration.ofNanos(CONVERSION_NANOS - 140_000_000 - 1));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x63);
        time.pass(Duration.ofNanos(1));
        assertThat(readOne(bme680, 0x1D)).isEqualTo(0x83);
    }

    @Test
    void filtersTemperatureAndPressure() throws BusException {
        write(bme680, 0x75, 0x08); // coefficient 3
        bme680.set(new Air(20, 0.5, 100_000, 50_000));
        measured(bme680);
        int cold = code20(read(bme680, 0x22, 3), 0);
        bme680.set(new Air(26, 0.5, 100_000, 50_000));
        measured(bme680);

        // (2 x 20 + 26) / 3 degrees; the codes are all but proportional here
        assertThat(decoded(bme680).celsius()).isCloseTo(22, within(0.01));
        write(bme680, 0x75, 0x08); // written again: the filter starts anew
        measured(bme680);
        assertThat(decoded(bme680).celsius()).isCloseTo(26, within(0.0003));
        assertThat(cold).isLessThan(code20(read(bme680, 0x22, 3), 0));
    }

    @Test
    void resetRestoresEverythingAndTakesTwoMilliseconds() throws BusException {
        measured(bme680);
        write(bme680, 0xE0, 0xB6);
        time.pass(Duration.ofMillis(2).minusNanos(1));
        assertNack(Bytes.of("D0"), 1);
        byte[] bytes = Bytes.of("D000");
        bme680.spi(SpiMode.MODE_0, 1_000_000, bytes);
        assertThat(Bytes.hex(bytes)).isEqualTo("FFFF");
        time.pass(Duration.ofNanos(1));

        assertThat(Bytes.hex(read(bme680, 0x1F, 8))).isEqualTo("800000" + "800000" + "8000");
        assertThat(Bytes.hex(read(bme680, 0x50, 0x26))).isEqualTo("00".repeat(0x26));
        assertThat(readOne(bme680, 0xD0)).isEqualTo(0x61);
    }

    @Test
    void resetEndsAConversion() throws BusException {
        configure(bme680);
        write(bme680, 0x74, 0x55);
        write(bme680, 0xE0, 0xB6);
        time.pass(Duration.ofSeconds(1));

        assertThat(Bytes.hex(read(bme680, 0x1D, 11))).isEqualTo("0000" + "800000" + "800000" + "8000" + "00");
        assertThat(readOne(bme680, 0x74)).isZero();
    }

    @Test
    void resetTakesTheRightWordOnly() throws BusException {
        write(bme680, 0x72, 0x05);
        write(bme680, 0xE0, 0xB5);
        assertThat(readOne(bme680, 0x72)).isEqualTo(0x05);
    }

    @Test
    void readOnlyRegistersKeepTheirValue() throws BusException {
        String before = Bytes.hex(read(bme680, 0x00, 256));
        for (int register = 0; register < 256; register++) {
            boolean writable = register >= 0x50 && register < 0x6E || register >= 0x70 && register < 0x76;
            if (!writable && register != 0xE0) {
                write(bme680, register, 0x5A);
            }
        }
        assertThat(Bytes.hex(read(bme680, 0x00, 256))).isEqualTo(before);
    }

    @Test
    void takesPairsOfRegisterAndValue() throws BusException {
        bme680.i2c(Bytes.of("72017354758C"), new byte[0]);
        assertThat(Bytes.hex(read(bme680, 0x72, 4))).isEqualTo("0110000C");
        assertNack(Bytes.of("720102"), 0);
    }

    @Test
    void refusesModesAndSetPointsThatItDoesNotHave() throws BusException {
        assertNack(Bytes.of("7456"), 0);
        assertNack(Bytes.of("7457"), 0);
        write(bme680, 0x71, 0x1A);
        assertNack(Bytes.of("7455"), 0);
        assertThat(readOne(bme680, 0x1D)).isZero();
    }

    @Test
    void overSpiEachPageHoldsHalfOfTheRegisters() throws BusException {
        assertThat(spi(bme680, "D000")).isEqualTo("FF61"); // page 0: 0xD0 as 0x50
        assertThat(spi(bme680, "E10000")).isEqualTo("FF401C"); // burst of 0xE1
        spi(bme680, "7310"); // to page 1
        assertThat(spi(bme680, "F300")).isEqualTo("FF10");
        spi(bme680, "72055A71");
        assertThat(spi(bme680, "F200")).isEqualTo("FF05");
        assertThat(spi(bme680, "DA00")).isEqualTo("FF71");
        assertThat(spi(bme680, "D000")).isEqualTo("FF00"); // 0x50
        spi(bme680, "7300"); // back: reachable in either page
        assertThat(spi(bme680, "D000")).isEqualTo("FF61");
        spi(bme680, "60B6");
        time.pass(Duration.ofMillis(2));
        assertThat(readOne(bme680, 0x72)).isZero();
    }

    @Test
    void measuresOverSpi() throws BusException {
        bme688.set(ROOM);
        spi(bme688, "7310" + "7201" + "5A71" + "6465" + "7120" + "7455");
        time.pass(Duration.ofNanos(CONVERSION_NANOS));
        byte[] field = new byte[18];
        field[0] = (byte) 0x9D;
        bme688.spi(SpiMode.MODE_3, 10_000_000, field);

        assertThat(field[1]).isEqualTo((byte) 0x80);
        assertThat(Bytes.hex(field).substring(2)).isEqualTo(Bytes.hex(read(bme688, 0x1D, 17)));
    }

    @Test
    void refusesOtherModesAndFasterClocks() {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> bme680.spi(SpiMode.MODE_1, 1_000_000, new byte[2]))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.BUS));
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> bme680.spi(SpiMode.MODE_0, 10_000_001, new byte[2]))
                .withMessageContaining("10000000");
    }

    @Test
    void acknowledgesItsBareAddress() throws BusException {
        bme680.i2c(new byte[0], new byte[0]);
        assertThat(readOne(bme680, 0xD0)).isEqualTo(0x61);
    }

    @Test
    void aBmp280IsNone() throws BusException {
        EmulatedBmp280 bmp280 = new EmulatedBmp280();
        byte[] id = new byte[1];
        bmp280.i2c(Bytes.of("D0"), id);
        assertThat(id).containsExactly(0x58);
        byte[] spi = Bytes.of("D000");
        bmp280.spi(SpiMode.MODE_0, 1_000_000, spi);
        assertThat(Bytes.hex(spi)).isEqualTo("FF58");
        byte[] calibration = new byte[8];
        bmp280.i2c(Bytes.of("88"), calibration);
        assertThat(Bytes.hex(calibration)).isEqualTo("706B436718FC7D8E"); // 27504, 26435, -1000, 36477
    }

    private Bme680Decoder.Values measured(EmulatedBme680 chip) throws BusException {
        configure(chip);
        write(chip, 0x74, 0x55);
        time.pass(Duration.ofNanos(CONVERSION_NANOS));
        assertThat(readOne(chip, 0x1D)).isEqualTo(0x80);
        return decoded(chip);
    }

    /** Humidity x1, and with 0x55 temperature x2 and pressure x16; heater on, for 37 times 4 ms. */
    private static void configure(EmulatedBme680 chip) throws BusException {
        write(chip, 0x72, 0x01);
        write(chip, 0x5A, 0x71);
        write(chip, 0x64, 0x65);
        write(chip, 0x70, 0x00);
        write(chip, 0x71, readOne(chip, 0xF0) == 0 ? 0x10 : 0x20);
    }

    private static Bme680Decoder.Values decoded(EmulatedBme680 chip) throws BusException {
        return Bme680Decoder.decode(read(chip, 0x00, 256));
    }

    private void assertNack(byte[] write, int count) {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> bme680.i2c(write, new byte[count]))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NACK));
    }

    private static void write(EmulatedBme680 chip, int register, int value) throws BusException {
        chip.i2c(new byte[] {(byte) register, (byte) value}, new byte[0]);
    }

    private static byte[] read(EmulatedBme680 chip, int register, int count) throws BusException {
        byte[] read = new byte[count];
        chip.i2c(new byte[] {(byte) register}, read);
        return read;
    }

    private static int readOne(EmulatedBme680 chip, int register) throws BusException {
        return Byte.toUnsignedInt(read(chip, register, 1)[0]);
    }

    private static String spi(EmulatedBme680 chip, String bytes) throws BusException {
        byte[] duplex = Bytes.of(bytes);
        chip.spi(SpiMode.MODE_0, 1_000_000, duplex);
        return Bytes.hex(duplex);
    }

    private static int code20(byte[] data, int at) {
        return (data[at] & 0xFF) << 12 | (data[at + 1] & 0xFF) << 4 | (data[at + 2] & 0xFF) >> 4;
    }

    private static void put(byte[] image, int at, String hex) {
        byte[] bytes = Bytes.of(hex);
        System.arraycopy(bytes, 0, image, at, bytes.length);
    }
}
