package plumage.driver.maxim.max31865;

/**
 * A platinum resistor by IEC 60751: R(t) = R0 (1 + At + Bt² + C(t - 100)t³), the last term only below 0 °C.
 *
 * @param nominal R0, the resistance at 0 °C in ohms
 */
record Platinum(double nominal) {
    static final double COLDEST = -200;
    static final double HOTTEST = 850;

    private static final double A = 3.9083e-3;
    private static final double B = -5.775e-7;
    private static final double C = -4.183e-12;
    /** Newton's steps from the quadratic solution; the third changes nothing above -200 °C that a double can hold. */
    private static final int STEPS = 4;

    /** The temperature in degrees Celsius at a resistance in ohms; beyond {@link #COLDEST} and {@link #HOTTEST} a number without meaning. */
    double celsius(double ohms) {
        double ratio = ohms / nominal;
        double celsius = (-A + Math.sqrt(A * A - 4 * B * (1 - ratio))) / (2 * B);
        for (int step = 0; celsius < 0 && step < STEPS; step++) {
            double error = 1 + celsius * (A + celsius * (B + celsius * C * (celsius - 100))) - ratio;
            double slope = A + celsius * (2 * B + celsius * C * (4 * celsius - 300));
            celsius -= error / slope;
        }
        return celsius;
    }
}
