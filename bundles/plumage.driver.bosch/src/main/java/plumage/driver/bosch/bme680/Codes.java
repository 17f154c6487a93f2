package plumage.driver.bosch.bme680;

import java.nio.ByteBuffer;

/**
 * What the data registers hold, uncompensated (5.3.4).
 *
 * @param temperature 20 bits
 * @param pressure 20 bits
 * @param humidity 16 bits
 * @param gas 10 bits
 * @param gasRange 4 bits
 * @param gasValid {@code gas_valid_r}: no dummy conversion
 * @param heaterStable {@code heat_stab_r}: the heater reached its target
 */
record Codes(
        int temperature, int pressure, int humidity, int gas, int gasRange, boolean gasValid, boolean heaterStable) {
    /** The code of a temperature or a pressure that was not measured. */
    static final int SKIPPED_20_BITS = 0x80000;

    /** The code of a humidity that was not measured. */
    static final int SKIPPED_16_BITS = 0x8000;

    private static final int PRESSURE = 0x1F;
    private static final int TEMPERATURE = 0x22;
    private static final int HUMIDITY = 0x25;
    private static final int GAS_VALID_R = 0x20;
    private static final int HEAT_STAB_R = 0x10;
    private static final int GAS_RANGE_R = 0x0F;

    /**
     * Takes the data registers apart.
     *
     * @param image the chip's registers, each at its own address, big-endian
     */
    static Codes decode(ByteBuffer image, Variant variant) {
        int gas = Short.toUnsignedInt(image.getShort(variant.gasRegister));
        return new Codes(
                image.getInt(TEMPERATURE) >>> 12,
                image.getInt(PRESSURE) >>> 12,
                Short.toUnsignedInt(image.getShort(HUMIDITY)),
                gas >>> 6,
                gas & GAS_RANGE_R,
                (gas & GAS_VALID_R) != 0,
                (gas & HEAT_STAB_R) != 0);
    }
}
