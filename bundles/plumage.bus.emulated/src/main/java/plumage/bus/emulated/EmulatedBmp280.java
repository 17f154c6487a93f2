package plumage.bus.emulated;

import java.util.Arrays;

/** As much of a BMP280 as a driver for another chip meets: identity, calibration, reset. It never measures. Source: BST-BMP280-DS001, section 4. */
public final class EmulatedBmp280 extends BoschChip {
    private static final int ID = 0xD0;
    private static final int CHIP_ID = 0x58;
    private static final int CALIBRATION = 0x88;
    private static final int RESET = 0xE0;
    private static final int SOFT_RESET = 0xB6;
    private static final int CTRL_MEAS = 0xF4;
    private static final int CONFIG = 0xF5;
    private static final int PRESS_MSB = 0xF7;
    private static final int TEMP_MSB = 0xFA;

    /** The example of section 3.12: dig_T1 to dig_T3, dig_P1 to dig_P9. */
    private static final int[] CALIBRATION_WORDS = {
        27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000
    };

    private final int[] registers = new int[256];

    /** A chip that has just been powered. */
    public EmulatedBmp280() {
        restore();
    }

    @Override
    public synchronized void powerUp() {
        restore();
    }

    @Override
    public String toString() {
        return "bmp280";
    }

    @Override
    boolean started() {
        return true;
    }

    @Override
    int spiRegister(int address) {
        return address | 0x80;
    }

    @Override
    int get(int register) {
        return registers[register];
    }

    @Override
    void put(int register, int value) {
        if (register == RESET && value == SOFT_RESET) {
            restore();
        } else if (register == CTRL_MEAS || register == CONFIG) {
            registers[register] = value;
        }
    }

    private void restore() {
        Arrays.fill(registers, 0);
        registers[ID] = CHIP_ID;
        for (int i = 0; i < CALIBRATION_WORDS.length; i++) {
            registers[CALIBRATION + 2 * i] = CALIBRATION_WORDS[i] & 0xFF;
            registers[CALIBRATION + 2 * i + 1] = CALIBRATION_WORDS[i] >> 8 & 0xFF;
        }
        registers[PRESS_MSB] = 0x80;
        registers[TEMP_MSB] = 0x80;
    }
}
