package plumage.tests.pi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The registers of a BME280 that has measured. Calibration and codes of temperature and pressure are those of the example in BMP280 data sheet,
 * BST-BMP280-DS001, 3.12: 25.08 °C, 100653.27 Pa.
 */
final class Bme280Image {
    private static final int SIZE = 256;

    private Bme280Image() {}

    /**
     * Twice: QEMU takes no file of 256 bytes, and of a memory of 512 with addresses of one byte it adds the last bit of the address before as the ninth
     * (hw/nvram/eeprom_at24c.c).
     */
    static byte[] bytes() {
        ByteBuffer registers = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        registers.position(0x88);
        int[] digT1ToP9 = {27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000};
        for (int parameter : digT1ToP9) {
            registers.putShort((short) parameter);
        }
        registers.put(0xA1, (byte) 75); // dig_H1
        registers.putShort(0xE1, (short) 370); // dig_H2
        registers.put(0xE3, (byte) 0); // dig_H3
        registers.put(0xE4, (byte) (313 >> 4)); // dig_H4 is 313, dig_H5 is 50
        registers.put(0xE5, (byte) (313 & 0xF | (50 & 0xF) << 4));
        registers.put(0xE6, (byte) (50 >> 4));
        registers.put(0xE7, (byte) 30); // dig_H6
        registers.put(0xD0, (byte) 0x60); // chip_id
        code(registers, 0xF7, 415148); // adc_P
        code(registers, 0xFA, 519888); // adc_T
        registers.order(ByteOrder.BIG_ENDIAN).putShort(0xFD, (short) 27000); // adc_H
        return ByteBuffer.allocate(2 * SIZE)
                .put(registers.array())
                .put(registers.array())
                .array();
    }

    private static void code(ByteBuffer registers, int register, int code) {
        registers
                .put(register, (byte) (code >> 12))
                .put(register + 1, (byte) (code >> 4))
                .put(register + 2, (byte) (code << 4));
    }
}
