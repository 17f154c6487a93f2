package plumage.bus.emulated;

/**
 * The air around a chip.
 *
 * @param celsius temperature
 * @param relativeHumidity over water; 0 to 1, a little beyond for what a chip's tolerance makes of dry or saturated air
 * @param pascals absolute pressure
 * @param gasOhms what a hot layer of metal oxide shows in it: about 1e6 in clean air, 1e4 where somebody paints
 */
public record Air(double celsius, double relativeHumidity, double pascals, double gasOhms) {
    /** An ordinary room. */
    public static final Air ORDINARY = new Air(21, 0.45, 101_325, 100_000);

    /** The same air, warmed: it holds the same vapour, so that its relative humidity falls. */
    public Air warmedBy(double kelvin) {
        double warm = celsius + kelvin;
        return new Air(warm, relativeHumidity * saturationPascals(celsius) / saturationPascals(warm), pascals, gasOhms);
    }

    /** Saturation vapour pressure over water: Magnus formula with the coefficients of WMO-No. 8, annex 4.B. */
    static double saturationPascals(double celsius) {
        return 611.2 * Math.exp(17.62 * celsius / (243.12 + celsius));
    }
}
