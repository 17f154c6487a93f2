package plumage.driver.bosch.bme280;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Factory calibration, {@code dig_T1} to {@code dig_H6} (BME280 data sheet, table 16), and what it makes of codes: the formulas of the data sheet in double
 * precision (appendix A). A value; pure functions.
 *
 * @param humidity null in a BMP280
 */
record Calibration(
        Temperature temperature,
        Pressure pressure,
        @Nullable Humidity humidity) {
    /**
     * Reads the parameters.
     *
     * @param image the chip's registers, each at its own address, little-endian: 0x88 to 0x9F are needed, with humidity 0xA1 and 0xE1 to 0xE7 too
     */
    static Calibration decode(ByteBuffer image, boolean withHumidity) {
        return new Calibration(
                new Temperature(u16(image, 0x88), image.getShort(0x8A), image.getShort(0x8C)),
                new Pressure(
                        u16(image, 0x8E),
                        image.getShort(0x90),
                        image.getShort(0x92),
                        image.getShort(0x94),
                        image.getShort(0x96),
                        image.getShort(0x98),
                        image.getShort(0x9A),
                        image.getShort(0x9C),
                        image.getShort(0x9E)),
                withHumidity
                        ? new Humidity(
                                u8(image, 0xA1),
                                image.getShort(0xE1),
                                u8(image, 0xE3),
                                image.get(0xE4) << 4 | u8(image, 0xE5) & 0x0F, // 0xE5 is shared, low nibble for H4
                                image.get(0xE6) << 4 | u8(image, 0xE5) >> 4,
                                image.get(0xE7))
                        : null);
    }

    /** Compensates all codes; what was not measured is not a number. Pressure and humidity are compensated with the temperature and need it. */
    Sample apply(Codes codes) {
        double tFine = codes.hasTemperature() ? temperature.tFine(codes.temperature()) : Double.NaN;
        return new Sample(
                Temperature.celsius(tFine),
                codes.hasPressure() ? pressure.pascals(codes.pressure(), tFine) : Double.NaN,
                humidity != null && codes.hasHumidity() ? humidity.ratio(codes.humidity(), tFine) : Double.NaN);
    }

    private static int u8(ByteBuffer image, int register) {
        return Byte.toUnsignedInt(image.get(register));
    }

    private static int u16(ByteBuffer image, int register) {
        return Short.toUnsignedInt(image.getShort(register));
    }

    /** {@code dig_T1} to {@code dig_T3}. */
    record Temperature(int t1, int t2, int t3) {
        private static final double PER_KELVIN = 5120;

        /** The temperature in the fine unit that the other formulas want, 1/5120 K. */
        double tFine(int adc) {
            double linear = adc / 16384.0 - t1 / 1024.0;
            double square = adc / 131072.0 - t1 / 8192.0;
            return linear * t2 + square * square * t3;
        }

        static double celsius(double tFine) {
            return tFine / PER_KELVIN;
        }
    }

    /** {@code dig_P1} to {@code dig_P9}. */
    record Pressure(int p1, int p2, int p3, int p4, int p5, int p6, int p7, int p8, int p9) {
        /** The pressure; not finite when the calibration is that of no chip. */
        double pascals(int adc, double tFine) {
            double t = tFine / 2 - 64000;
            double offset = (t * t * p6 / 32768 + t * p5 * 2) / 4 + p4 * 65536.0;
            double sensitivity = (1 + (p3 * t * t / 524288 + p2 * t) / 524288 / 32768) * p1;
            double linear = (1048576 - adc - offset / 4096) * 6250 / sensitivity;
            double square = p9 * linear * linear / 2147483648.0;
            return linear + (square + linear * p8 / 32768 + p7) / 16;
        }
    }

    /** {@code dig_H1} to {@code dig_H6}. */
    record Humidity(int h1, int h2, int h3, int h4, int h5, int h6) {
        /**
         * The relative humidity, cropped to 0 and 1 as the data sheet does. Where {@code h3} is not 0 the vendor's double precision code has its factor
         * twice; this is what the data sheet says, and what the vendor's integer code does.
         */
        double ratio(int adc, double tFine) {
            double t = tFine - 76800;
            double zero = adc - (h4 * 64.0 + h5 / 16384.0 * t);
            double slope = h2 / 65536.0 * (1 + h6 / 67108864.0 * t * (1 + h3 / 67108864.0 * t));
            double linear = zero * slope;
            double percent = linear * (1 - h1 * linear / 524288);
            return Math.min(Math.max(percent / 100, 0), 1);
        }
    }
}
