package plumage.driver.bosch.bme680;

import java.nio.ByteBuffer;

/**
 * The factory calibration and the arithmetic that goes with it: pure functions of calibration and code, in double precision. The formulas are those of the
 * data sheet, 3.3 and 3.4.1, and of the vendor's floating-point code; parameters have the data sheet's names.
 */
record Calibration(
        Temperature temperature,
        Pressure pressure,
        Humidity humidity,
        HeaterResistance heater,
        int rangeSwitchingError) {
    /**
     * Reads the parameters.
     *
     * @param image the chip's registers, each at its own address, little-endian: 0x00 to 0x04, 0x8A to 0xA0 and 0xE1 to 0xEE are needed
     */
    static Calibration decode(ByteBuffer image) {
        return new Calibration(
                new Temperature(u16(image, 0xE9), image.getShort(0x8A), image.get(0x8C)),
                new Pressure(
                        u16(image, 0x8E),
                        image.getShort(0x90),
                        image.get(0x92),
                        image.getShort(0x94),
                        image.getShort(0x96),
                        image.get(0x99), // 6 and 7 stand in this order
                        image.get(0x98),
                        image.getShort(0x9C),
                        image.getShort(0x9E),
                        u8(image, 0xA0)),
                new Humidity(
                        u8(image, 0xE3) << 4 | u8(image, 0xE2) & 0x0F, // 0xE2 is shared, low nibble for h1
                        u8(image, 0xE1) << 4 | u8(image, 0xE2) >> 4,
                        image.get(0xE4),
                        image.get(0xE5),
                        image.get(0xE6),
                        u8(image, 0xE7),
                        image.get(0xE8)),
                new HeaterResistance(
                        image.get(0xED),
                        image.getShort(0xEB),
                        image.get(0xEE),
                        u8(image, 0x02) >> 4 & 0x03,
                        image.get(0x00)),
                image.get(0x04) >> 4); // a signed nibble
    }

    /** Compensates all codes; what was skipped is not a number. */
    Sample apply(Codes codes, Variant variant) {
        // everything but the gas is compensated with the temperature and is skipped with it
        double tFine =
                codes.temperature() == Codes.SKIPPED_20_BITS ? Double.NaN : temperature.tFine(codes.temperature());
        double celsius = Temperature.celsius(tFine);
        return new Sample(
                celsius,
                codes.pressure() == Codes.SKIPPED_20_BITS ? Double.NaN : pressure.pascals(codes.pressure(), tFine),
                codes.humidity() == Codes.SKIPPED_16_BITS ? Double.NaN : humidity.ratio(codes.humidity(), celsius),
                new Sample.Gas(
                        codes.gasValid() && codes.heaterStable(),
                        variant.ohms(codes.gas(), codes.gasRange(), rangeSwitchingError)));
    }

    private static int u8(ByteBuffer image, int register) {
        return Byte.toUnsignedInt(image.get(register));
    }

    private static int u16(ByteBuffer image, int register) {
        return Short.toUnsignedInt(image.getShort(register));
    }

    /** Section 3.3.1. */
    record Temperature(int t1, int t2, int t3) {
        private static final double PER_KELVIN = 5120;

        /** The temperature in the fine unit that the pressure formula wants, 1/5120 K. */
        double tFine(int adc) {
            double linear = adc / 16384.0 - t1 / 1024.0;
            double square = adc / 131072.0 - t1 / 8192.0;
            return linear * t2 + square * square * t3 * 16;
        }

        static double celsius(double tFine) {
            return tFine / PER_KELVIN;
        }
    }

    /** Section 3.3.2. */
    record Pressure(int p1, int p2, int p3, int p4, int p5, int p6, int p7, int p8, int p9, int p10) {
        /** The pressure; not finite when the calibration is that of no chip. */
        double pascals(int adc, double tFine) {
            double t = tFine / 2 - 64000;
            double offset = (t * t * p6 / 131072 + t * p5 * 2) / 4 + p4 * 65536.0;
            double sensitivity = (1 + (p3 * t * t / 16384 + p2 * t) / 524288 / 32768) * p1;
            double linear = (1048576 - adc - offset / 4096) * 6250 / sensitivity;
            double square = p9 * linear * linear / 2147483648.0;
            double cubic = Math.pow(linear / 256, 3) * p10 / 131072;
            return linear + (square + linear * p8 / 32768 + cubic + p7 * 128) / 16;
        }
    }

    /** Section 3.3.3. */
    record Humidity(int h1, int h2, int h3, int h4, int h5, int h6, int h7) {
        /** The relative humidity, cropped to 0 and 1 as the data sheet does. */
        double ratio(int adc, double celsius) {
            double zero = adc - (h1 * 16 + h3 / 2.0 * celsius);
            double linear = zero * h2 / 262144 * (1 + h4 / 16384.0 * celsius + h5 / 1048576.0 * celsius * celsius);
            double percent = linear + (h6 / 16384.0 + h7 / 2097152.0 * celsius) * linear * linear;
            return Math.min(Math.max(percent / 100, 0), 1);
        }
    }

    /** Section 3.3.5. */
    record HeaterResistance(int g1, int g2, int g3, int resHeatRange, int resHeatVal) {
        /**
         * {@code res_heat_x}: the resistance that the heater has at the wanted temperature.
         *
         * @param celsius wanted temperature of the heater
         * @param ambientCelsius temperature of the surroundings
         */
        int resHeat(double celsius, double ambientCelsius) {
            double cold = g1 / 16.0 + 49;
            double slope = g2 / 32768.0 * 0.0005 + 0.00235;
            double hot = cold * (1 + slope * celsius) + g3 / 1024.0 * ambientCelsius;
            return (int) (3.4 * (hot * 4 / (4 + resHeatRange) / (1 + resHeatVal * 0.002) - 25));
        }
    }
}
