package plumage.registry;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as text: the shortest decimal that is read back as the same double, and of several the closest, laid out as {@link Double#toString(double)} does. That
 * method gives the same from Java 19 on (JDK-4511638); the one of Java 17 is slow, and not always short.
 *
 * <p>The algorithm is Schubfach: Raffaello Giulietti, "The Schubfach way to render doubles", 2020.
 */
final class Decimal {
    /** No number takes more bytes. */
    static final int LONGEST = 24;

    private static final int SIGNIFICAND_BITS = 52;
    private static final long HIDDEN_BIT = 1L << SIGNIFICAND_BITS;
    private static final int LEAST_EXPONENT = -1074;
    private static final long LOW_63 = Long.MAX_VALUE;

    /** Below it a decimal of two digits is closer than one of one digit, which would do. */
    private static final int TINY = 3;

    private static final double FEW_DIGITS = 1e12;
    private static final int BILLION = 1_000_000_000;

    private static final byte[] NAN = ascii("NaN");
    private static final byte[] INFINITY = ascii("+Inf");
    private static final byte[] NEGATIVE_INFINITY = ascii("-Inf");

    private Decimal() {}

    /**
     * Writes a number.
     *
     * @param to has room for {@link #LONGEST} bytes
     * @return the end of the number
     */
    static int write(double value, byte[] to, int at) {
        if (Double.isNaN(value)) {
            return constant(NAN, to, at);
        }
        if (Double.isInfinite(value)) {
            return constant(value > 0 ? INFINITY : NEGATIVE_INFINITY, to, at);
        }
        int start = at;
        if (Double.doubleToRawLongBits(value) < 0) {
            to[start++] = '-';
        }
        double magnitude = Math.abs(value);
        if (magnitude < FEW_DIGITS) {
            // Counts, times in milliseconds, settings: no two decimals of 15 digits are the same double, so this one is
            // it.
            long thousandths = (long) (magnitude * 1e3 + 0.5);
            if (thousandths / 1e3 == magnitude) {
                return write(thousandths, -3, to, start);
            }
        }
        return shortest(Double.doubleToRawLongBits(magnitude), to, start);
    }

    /** Finds the decimal f × 10^k in the interval of all numbers that are rounded to this double. */
    private static int shortest(long bits, byte[] to, int at) {
        int biased = (int) (bits >>> SIGNIFICAND_BITS);
        long fraction = bits & HIDDEN_BIT - 1;
        long c = biased == 0 ? fraction : fraction | HIDDEN_BIT;
        int q = biased == 0 ? LEAST_EXPONENT : biased + LEAST_EXPONENT - 1;
        if (c < TINY) {
            return shortest(10 * c, q, -1, to, at);
        }
        return shortest(c, q, 0, to, at);
    }

    /** The same of c × 2^q × 10^scale. */
    private static int shortest(long c, int q, int scale, byte[] to, int at) {
        // The interval in quarters of the distance between doubles. Below a power of two they are half as far apart.
        boolean regular = c != HIDDEN_BIT || q == LEAST_EXPONENT;
        long middle = c << 2;
        long left = regular ? middle - 2 : middle - 1;
        long right = middle + 2;
        long open = c & 1; // the ends are rounded to even

        int k = regular ? floorLog10OfPowerOf2(q) : floorLog10OfThreeQuartersOfPowerOf2(q);
        int shift = q + floorLog2OfPowerOf10(-k) + 2;
        Power power = Power.of(-k);
        long scaledMiddle = power.times(middle << shift);
        long lowest = power.times(left << shift) + open;
        long highest = power.times(right << shift) - open;

        long below = scaledMiddle >> 2;
        if (below >= 100) {
            long shorter = below / 10 * 10;
            boolean lowFits = lowest <= shorter << 2;
            boolean highFits = shorter + 10 << 2 <= highest;
            if (lowFits != highFits) {
                return write(lowFits ? shorter : shorter + 10, k + scale, to, at);
            }
        }
        boolean lowFits = lowest <= below << 2;
        boolean highFits = below + 1 << 2 <= highest;
        boolean low = lowFits;
        if (lowFits == highFits) {
            long twice = scaledMiddle - (2 * below + 1 << 1);
            low = twice < 0 || twice == 0 && (below & 1) == 0;
        }
        return write(low ? below : below + 1, k + scale, to, at);
    }

    /** Lays out digits × 10^exponent. */
    private static int write(long digits, int exponent, byte[] to, int at) {
        if (digits == 0) {
            return point(0, to, at, 1, 1);
        }
        long f = digits;
        int e = exponent;
        for (long tenth = f / 10; 10 * tenth == f; tenth = f / 10) {
            f = tenth;
            e++;
        }
        int count = count(f);
        int point = count + e; // digits before the point
        if (point > 7 || point < -2) {
            return exponent(point - 1, to, point(f, to, at, count, 1));
        }
        if (point > 0) {
            return point(f, to, at, count, point);
        }
        int start = at;
        to[start++] = '0';
        to[start++] = '.';
        for (int zero = point; zero < 0; zero++) {
            to[start++] = '0';
        }
        digits(f, count, to, start);
        return start + count;
    }

    /** Digits with a point behind some of them, filled up with zeros to have one behind it too. */
    private static int point(long f, byte[] to, int at, int count, int before) {
        digits(f, count, to, at + 1);
        for (int i = 0; i < before; i++) {
            to[at + i] = i < count ? to[at + i + 1] : (byte) '0';
        }
        to[at + before] = '.';
        if (count > before) {
            return at + count + 1;
        }
        to[at + before + 1] = '0';
        return at + before + 2;
    }

    private static int exponent(int exponent, byte[] to, int at) {
        int start = at;
        to[start++] = 'E';
        if (exponent < 0) {
            to[start++] = '-';
        }
        int magnitude = Math.abs(exponent);
        int count = count(magnitude);
        digits(magnitude, count, to, start);
        return start + count;
    }

    private static int count(long f) {
        int count = 1;
        for (long power = 10; count < 18 && f >= power; power *= 10) {
            count++;
        }
        return count;
    }

    private static void digits(long f, int count, byte[] to, int at) {
        int rest = (int) f;
        int start = at;
        if (f >= BILLION) {
            long high = f / BILLION;
            digits(high, count - 9, to, at);
            rest = (int) (f - high * BILLION);
            start = at + count - 9;
        }
        for (int i = at + count; i > start; ) {
            int tenth = tenth(rest);
            to[--i] = (byte) ('0' + rest - 10 * tenth);
            rest = tenth;
        }
    }

    /** A division by 10, which the first compiler tier would leave to the slow instruction. */
    private static int tenth(int x) {
        return (int) (x * 0xCCCCCCCDL >>> 35);
    }

    private static int constant(byte[] text, byte[] to, int at) {
        System.arraycopy(text, 0, to, at, text.length);
        return at + text.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int floorLog10OfPowerOf2(int exponent) {
        return (int) (exponent * 661_971_961_083L >> 41);
    }

    private static int floorLog10OfThreeQuartersOfPowerOf2(int exponent) {
        return (int) (exponent * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    private static int floorLog2OfPowerOf10(int exponent) {
        return (int) (exponent * 913_124_641_741L >> 38);
    }

    /** A power of ten, its first 126 bits, rounded up. Those that are needed are computed when they are: of 617 a hub meets a few dozen. */
    private record Power(long high, long low) {
        private static final int LEAST = -292;
        private static final int GREATEST = 324;
        private static final int BITS = 126;
        private static final @Nullable Power[] KNOWN = new Power[GREATEST - LEAST + 1];

        static Power of(int exponent) {
            Power known = KNOWN[exponent - LEAST];
            if (known == null) {
                known = compute(exponent);
                KNOWN[exponent - LEAST] = known; // who comes at the same time computes the same
            }
            return known;
        }

        private static Power compute(int exponent) {
            int shift = BITS - 1 - floorLog2OfPowerOf10(exponent);
            BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
            BigInteger bits = exponent >= 0
                    ? power.shiftLeft(shift)
                    : BigInteger.ONE.shiftLeft(shift).divide(power);
            BigInteger up = bits.add(BigInteger.ONE);
            return new Power(up.shiftRight(63).longValueExact(), up.longValue() & LOW_63);
        }

        /** The product with this power, cut to 64 bits; the last bit tells of any that were cut off, so that comparisons are exact. */
        long times(long factor) {
            long carry = (high * factor >>> 1) + Math.multiplyHigh(low, factor);
            long product = Math.multiplyHigh(high, factor) + (carry >>> 63);
            return product | (carry & LOW_63) + LOW_63 >>> 63;
        }
    }
}
