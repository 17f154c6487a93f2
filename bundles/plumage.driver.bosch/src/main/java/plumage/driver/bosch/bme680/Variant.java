package plumage.driver.bosch.bme680;

/** The two parts that share identity 0x61. They differ in where and how they tell the gas resistance. */
enum Variant {
    /** {@code variant_id} 0. */
    BME680(0x10, 0x2A) {
        /** In percent, for each {@code gas_range} (3.4.1). */
        private static final double[] GAIN = {0, 0, 0, 0, 0, -1, 0, -0.8, 0, 0, -0.2, -0.5, 0, -1, 0, 0};

        private static final double[] RESISTANCE = {0, 0, 0, 0, 0.1, 0.7, 0, -0.8, -0.1, 0, 0, 0, 0, 0, 0, 0};

        @Override
        double ohms(int gasAdc, int gasRange, int rangeSwitchingError) {
            double reference = (1340 + 5.0 * rangeSwitchingError) * (1 + GAIN[gasRange] / 100);
            double slope = 125e-9 * (1 + RESISTANCE[gasRange] / 100) * (1 << gasRange);
            return 1 / (slope * ((gasAdc - 512) / reference + 1));
        }
    },

    /** {@code variant_id} 1. */
    BME688(0x20, 0x2C) {
        @Override
        double ohms(int gasAdc, int gasRange, int rangeSwitchingError) {
            return 1e6 * (262144 >> gasRange) / (4096 + 3.0 * (gasAdc - 512));
        }
    };

    /** What starts a gas measurement in {@code ctrl_gas_1}. */
    final int runGas;

    /** The first of the two registers of the gas resistance: ten bits of code, two flags, four bits of range. */
    final int gasRegister;

    Variant(int runGas, int gasRegister) {
        this.runGas = runGas;
        this.gasRegister = gasRegister;
    }

    /**
     * The gas resistance in ohms.
     *
     * @param gasAdc code, 0 to 1023
     * @param gasRange range, 0 to 15
     * @param rangeSwitchingError factory calibration, -8 to 7; BME688 has none
     */
    abstract double ohms(int gasAdc, int gasRange, int rangeSwitchingError);
}
