package plumage.driver.bosch.bme280;

import java.nio.ByteBuffer;

/**
 * What the data registers hold, uncompensated (5.4.7 to 5.4.9).
 *
 * @param pressure 20 bits
 * @param temperature 20 bits
 * @param humidity 16 bits
 */
record Codes(int pressure, int temperature, int humidity) {
    private static final int SKIPPED_20_BITS = 0x80000;
    private static final int SKIPPED_16_BITS = 0x8000;
    private static final int HIGHEST_20_BITS = 0xFFFF0; // with an oversampling of 1 the last four bits are 0

    /**
     * Takes {@code press_msb} to {@code hum_lsb} apart, the last two of which a BMP280 does not have.
     *
     * @param data big-endian
     */
    static Codes decode(ByteBuffer data) {
        int pressure = data.getShort(0) << 4 & 0xFFFF0 | Byte.toUnsignedInt(data.get(2)) >> 4;
        int temperature = data.getShort(3) << 4 & 0xFFFF0 | Byte.toUnsignedInt(data.get(5)) >> 4;
        return new Codes(
                pressure, temperature, data.limit() < 8 ? SKIPPED_16_BITS : Short.toUnsignedInt(data.getShort(6)));
    }

    boolean hasPressure() {
        return isConverted(pressure);
    }

    boolean hasTemperature() {
        return isConverted(temperature);
    }

    boolean hasHumidity() {
        return humidity != SKIPPED_16_BITS;
    }

    /** Neither skipped nor at an end of the converter, which no air reaches. */
    private static boolean isConverted(int code) {
        return code != SKIPPED_20_BITS && code != 0 && code < HIGHEST_20_BITS;
    }
}
