package plumage.bus.emulated;

/**
 * The calibration of one BME680 or BME688 as it leaves the factory, and what the published compensation makes of codes with it. Numbers of a real specimen,
 * but for {@code range_sw_err}, which is negative here to catch who reads it unsigned. Source: BME680 data sheet, section 3.3 (formulas) and table 16
 * (registers), and for the gas formula of the BME688 its data sheet, section 3.4.
 */
final class Bme680Factory {
    private static final int PAR_T1 = 26142;
    private static final int PAR_T2 = 26469;
    private static final int PAR_T3 = 3;
    private static final int PAR_P1 = 36437;
    private static final int PAR_P2 = -10369;
    private static final int PAR_P3 = 88;
    private static final int PAR_P4 = 7121;
    private static final int PAR_P5 = -112;
    private static final int PAR_P6 = 30;
    private static final int PAR_P7 = 36;
    private static final int PAR_P8 = -1217;
    private static final int PAR_P9 = -2512;
    private static final int PAR_P10 = 30;
    private static final int PAR_H1 = 796;
    private static final int PAR_H2 = 1025;
    private static final int PAR_H3 = 0;
    private static final int PAR_H4 = 45;
    private static final int PAR_H5 = 20;
    private static final int PAR_H6 = 120;
    private static final int PAR_H7 = -100;
    private static final int PAR_G1 = -29;
    private static final int PAR_G2 = -12134;
    private static final int PAR_G3 = 18;
    private static final int RES_HEAT_RANGE = 1;
    private static final int RES_HEAT_VAL = 49;
    private static final int RANGE_SW_ERR = -2;

    private static final double[] CONST_ARRAY1_PERCENT = {0, 0, 0, 0, 0, -1, 0, -0.8, 0, 0, -0.2, -0.5, 0, -1, 0, 0};
    private static final double[] CONST_ARRAY2_PERCENT = {0, 0, 0, 0, 0.1, 0.7, 0, -0.8, -0.1, 0, 0, 0, 0, 0, 0, 0};

    private Bme680Factory() {}

    /** Puts the calibration where the chip has it. */
    static void burnInto(int[] registers) {
        registers[0x00] = RES_HEAT_VAL;
        registers[0x02] = RES_HEAT_RANGE << 4;
        registers[0x04] = (RANGE_SW_ERR & 0x0F) << 4;
        word(registers, 0x8A, PAR_T2);
        registers[0x8C] = PAR_T3;
        word(registers, 0x8E, PAR_P1);
        word(registers, 0x90, PAR_P2);
        registers[0x92] = PAR_P3;
        word(registers, 0x94, PAR_P4);
        word(registers, 0x96, PAR_P5);
        registers[0x98] = PAR_P7;
        registers[0x99] = PAR_P6;
        word(registers, 0x9C, PAR_P8);
        word(registers, 0x9E, PAR_P9);
        registers[0xA0] = PAR_P10;
        registers[0xE1] = PAR_H2 >> 4;
        registers[0xE2] = (PAR_H2 & 0x0F) << 4 | PAR_H1 & 0x0F;
        registers[0xE3] = PAR_H1 >> 4;
        registers[0xE4] = PAR_H3;
        registers[0xE5] = PAR_H4;
        registers[0xE6] = PAR_H5;
        registers[0xE7] = PAR_H6;
        registers[0xE8] = PAR_H7 & 0xFF;
        word(registers, 0xE9, PAR_T1);
        word(registers, 0xEB, PAR_G2);
        registers[0xED] = PAR_G1 & 0xFF;
        registers[0xEE] = PAR_G3;
    }

    static double celsius(int tempAdc) {
        double var1 = (tempAdc / 16384.0 - PAR_T1 / 1024.0) * PAR_T2;
        double offset = tempAdc / 131072.0 - PAR_T1 / 8192.0;
        return (var1 + offset * offset * PAR_T3 * 16) / 5120;
    }

    static double pascals(int pressAdc, double celsius) {
        double var1 = celsius * 5120 / 2 - 64000;
        double var2 = var1 * var1 * PAR_P6 / 131072 + var1 * PAR_P5 * 2;
        var2 = var2 / 4 + PAR_P4 * 65536.0;
        var1 = (PAR_P3 * var1 * var1 / 16384 + PAR_P2 * var1) / 524288;
        var1 = (1 + var1 / 32768) * PAR_P1;
        double press = (1048576 - pressAdc - var2 / 4096) * 6250 / var1;
        double third = press / 256;
        return press
                + (PAR_P9 * press * press / 2147483648.0
                                + press * PAR_P8 / 32768
                                + third * third * third * PAR_P10 / 131072
                                + PAR_P7 * 128)
                        / 16;
    }

    static double relativeHumidity(int humAdc, double celsius) {
        double var1 = humAdc - (PAR_H1 * 16.0 + PAR_H3 / 2.0 * celsius);
        double var2 =
                var1 * (PAR_H2 / 262144.0) * (1 + PAR_H4 / 16384.0 * celsius + PAR_H5 / 1048576.0 * celsius * celsius);
        return (var2 + (PAR_H6 / 16384.0 + PAR_H7 / 2097152.0 * celsius) * var2 * var2) / 100;
    }

    static double ohmsBme680(int gasAdc, int gasRange) {
        double var1 = (1340 + 5 * RANGE_SW_ERR) * (1 + CONST_ARRAY1_PERCENT[gasRange] / 100);
        double var2 = 1 + CONST_ARRAY2_PERCENT[gasRange] / 100;
        return 1 / (var2 * 0.000000125 * (1 << gasRange) * ((gasAdc - 512) / var1 + 1));
    }

    static double ohmsBme688(int gasAdc, int gasRange) {
        return 1e6 * (262144 >> gasRange) / (4096 + 3 * (gasAdc - 512));
    }

    /** The temperature that the plate is heated to for a target resistance code. */
    static double plateCelsius(int resHeat, double ambientCelsius) {
        double var1 = PAR_G1 / 16.0 + 49;
        double var2 = PAR_G2 / 32768.0 * 0.0005 + 0.00235;
        double var3 = PAR_G3 / 1024.0;
        double var5 = (resHeat / 3.4 + 25) * (4 + RES_HEAT_RANGE) / 4 * (1 + RES_HEAT_VAL * 0.002);
        return ((var5 - var3 * ambientCelsius) / var1 - 1) / var2;
    }

    private static void word(int[] registers, int lsb, int value) {
        registers[lsb] = value & 0xFF;
        registers[lsb + 1] = value >> 8 & 0xFF;
    }
}
