package plumage.bus.emulated;

/**
 * The air around a chip.
 *
 * @param celsius temperature
 * @param relativeHumidity over water; 0 to 1, a little beyond for what a chip's tolerance makes of dry or saturated air
 * @param pascals absolute pressure
 * @param gasOhms what a hot layer of metal oxide shows in it: about 1e6 in clean air, 1e4 where somebody paints
 * @param co2Ppm carbon dioxide: about 420 in fresh air, 1500 where it is stuffy
 * @param pm25GramsPerCubicMeter particles up to 2.5 µm: about 1e-5, 1e-4 where somebody smokes
 */
public record Air(
        double celsius,
        double relativeHumidity,
        double pascals,
        double gasOhms,
        double co2Ppm,
        double pm25GramsPerCubicMeter) {
    /** An ordinary room. */
    public static final Air ORDINARY = new Air(21, 0.45, 101_325, 100_000, 600, 8e-6);

    /** With ordinary carbon dioxide and dust. */
    public Air(double celsius, double relativeHumidity, double pascals, double gasOhms) {
        this(celsius, relativeHumidity, pascals, gasOhms, ORDINARY.co2Ppm, ORDINARY.pm25GramsPerCubicMeter);
    }

    /** The same air with other carbon dioxide. */
    public Air withCo2(double ppm) {
        return new Air(celsius, relativeHumidity, pascals, gasOhms, ppm, pm25GramsPerCubicMeter);
    }

    /** The same air with other dust. */
    public Air withDust(double pm25) {
        return new Air(celsius, relativeHumidity, pascals, gasOhms, co2Ppm, pm25);
    }

    /** The same air, warmed: it holds the same vapour, so that its relative humidity falls. */
    public Air warmedBy(double kelvin) {
        double warm = celsius + kelvin;
        double warmHumidity = relativeHumidity * saturationPascals(celsius) / saturationPascals(warm);
        return new Air(warm, warmHumidity, pascals, gasOhms, co2Ppm, pm25GramsPerCubicMeter);
    }

    /** Saturation vapour pressure over water: Magnus formula with the coefficients of WMO-No. 8, annex 4.B. */
    static double saturationPascals(double celsius) {
        return 611.2 * Math.exp(17.62 * celsius / (243.12 + celsius));
    }
}
