package plumage.core;

/**
 * Moist air, over water as humidity sensors are calibrated.
 *
 * <p>Saturation vapour pressure: Magnus formula with the constants of Sonntag (1990), as in the WMO Guide to Instruments and Methods of Observation (WMO-No. 8),
 * annex 4.B; valid from -45 to 60 °C within 0.3 %.
 */
final class Psychrometrics {
    private static final double E0 = 611.2; // Pa, at 0 °C
    private static final double BETA = 17.62;
    private static final double LAMBDA = 243.12; // °C
    private static final double KELVIN = 273.15;
    private static final double GAS_CONSTANT_OF_VAPOUR = 461.5; // J/(kg K)

    // The standard atmosphere, ISO 2533: p0 = p × (1 − L h / T0)^(−g M / (R L)).
    private static final double LAPSE_PER_METER = 0.0065 / 288.15;
    private static final double BAROMETRIC_EXPONENT = 5.25588;

    private Psychrometrics() {}

    /** Saturation vapour pressure over water in pascals. */
    static double saturation(double celsius) {
        return E0 * Math.exp(BETA * celsius / (LAMBDA + celsius));
    }

    /** Relative humidity of the same air at another temperature: the vapour pressure stays. */
    static double humidityAt(double celsius, double measuredCelsius, double measuredRatio) {
        return measuredRatio * saturation(measuredCelsius) / saturation(celsius);
    }

    /** Dew point in degrees Celsius; not finite for air without vapour. */
    static double dewPoint(double celsius, double humidityRatio) {
        double x = Math.log(humidityRatio) + BETA * celsius / (LAMBDA + celsius);
        return LAMBDA * x / (BETA - x);
    }

    /** Water vapour in grams per cubic metre, as an ideal gas. */
    static double absoluteHumidity(double celsius, double humidityRatio) {
        return 1000 * humidityRatio * saturation(celsius) / (GAS_CONSTANT_OF_VAPOUR * (celsius + KELVIN));
    }

    /** Pressure reduced to sea level through the standard atmosphere (QNH). */
    static double seaLevelPressure(double pascals, double altitudeMeters) {
        return pascals * Math.pow(1 - LAPSE_PER_METER * altitudeMeters, -BAROMETRIC_EXPONENT);
    }
}
