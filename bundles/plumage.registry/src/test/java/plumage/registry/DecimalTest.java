package plumage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
    private static final int TIMES = 20_000;

    private final byte[] room = new byte[Decimal.LONGEST + 2];

    private String text(double value) {
        Arrays.fill(room, (byte) '#');
        int end = Decimal.write(value, room, 1);
        assertThat(room[0]).isEqualTo((byte) '#');
        assertThat(room[end]).isEqualTo((byte) '#');
        return new String(room, 1, end - 1, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "1, 1.0",
        "-1, -1.0",
        "7, 7.0",
        "10, 10.0",
        "21.5, 21.5",
        "0.1, 0.1",
        "0.3, 0.3",
        "0.001, 0.001",
        "0.0012, 0.0012",
        "0.01, 0.01",
        "0.000999, 9.99E-4",
        "123456.789, 123456.789",
        "1234567, 1234567.0",
        "9999999, 9999999.0",
        "9999999.999, 9999999.999",
        "10000000, 1.0E7",
        "12345678, 1.2345678E7",
        "1700000000.123, 1.700000000123E9",
        "999999999999, 9.99999999999E11",
        "1e12, 1.0E12",
        "9007199254740993, 9.007199254740992E15",
        "1e22, 1.0E22",
        "1e23, 1.0E23",
        "2e23, 2.0E23",
        "8.41e21, 8.41E21",
        "2.0000000000000004, 2.0000000000000004",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "2.225073858507201E-308, 2.225073858507201E-308",
        "4.9E-324, 4.9E-324",
        "9.9E-324, 9.9E-324",
        "1.5E-323, 1.5E-323",
        "-1.7976931348623157E308, -1.7976931348623157E308",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
    })
    void numbers(double value, String expected) {
        assertThat(text(value)).isEqualTo(expected);
    }

    /** What a Si7021 gives for each of its codes, and what follows from it. */
    @Test
    void allValuesOfAChip() {
        for (int code = 0; code < 0x10000; code++) {
            assertShortest(175.72 * code / 65536 - 46.85);
        }
    }

    @Test
    void anyBits() {
        Random random = new Random(4);
        assertShortest(() -> {
            double value = Double.longBitsToDouble(random.nextLong());
            return Double.isFinite(value) ? value : 0;
        });
    }

    @Test
    void anyValueOfOrdinarySize() {
        Random random = new Random(5);
        assertShortest(() -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 6));
    }

    @Test
    void anyShortDecimal() {
        Random random = new Random(6);
        assertShortest(() -> random.nextInt(1 << random.nextInt(31)) / Math.pow(10, random.nextInt(9)));
    }

    @Test
    void powersOfTwoAndTheirNeighbours() {
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            double power = Math.scalb(1.0, exponent);
            assertShortest(power);
            assertShortest(Math.nextUp(power));
            assertShortest(Math.nextDown(power));
        }
    }

    @Test
    void powersOfTenAndTheirNeighbours() {
        for (int exponent = -323; exponent <= 308; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            assertShortest(power);
            assertShortest(Math.nextUp(power));
            assertShortest(Math.nextDown(power));
        }
    }

    private void assertShortest(DoubleSupplier values) {
        for (int i = 0; i < TIMES; i++) {
            assertShortest(values.getAsDouble());
        }
    }

    /** The definition of Double.toString of Java 19, taken at its word. */
    private void assertShortest(double value) {
        String text = text(value);
        if (Double.doubleToRawLongBits(Double.parseDouble(text)) != Double.doubleToRawLongBits(value)) {
            throw new AssertionError(text + " is not " + value);
        }
        if (value == 0) {
            return;
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal written = new BigDecimal(text).stripTrailingZeros();
        if (written.precision() > 2) { // of one and two digits the closer is asked for
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                BigDecimal shorter = exact.round(new MathContext(written.precision() - 1, mode));
                if (shorter.doubleValue() == value) {
                    throw new AssertionError(shorter + " is shorter than " + text);
                }
            }
        }
        BigDecimal closest = exact.round(new MathContext(Math.max(2, written.precision()), RoundingMode.HALF_EVEN));
        if (closest.doubleValue() == value && closest.compareTo(written) != 0) {
            throw new AssertionError(closest + " is closer to " + exact + " than " + text);
        }
        assertLayout(text, Math.abs(value));
    }

    private static void assertLayout(String text, double magnitude) {
        String digits =
                magnitude >= 1e-3 && magnitude < 1e7 ? "-?(0|[1-9]\\d{0,6})\\.\\d+" : "-?[1-9]\\.\\d+E-?[1-9]\\d*";
        if (!text.matches(digits) || text.matches(".*\\.\\d+0(E.*)?")) {
            throw new AssertionError(text + " is not laid out as Double.toString does");
        }
    }
}
