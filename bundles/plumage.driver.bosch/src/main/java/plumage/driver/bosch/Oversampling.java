package plumage.driver.bosch;

/** How many conversions the chip averages: 1, 2, 4, 8 or 16, or 0 to leave a quantity out. */
public final class Oversampling {
    private Oversampling() {}

    /** The code in {@code osrs_t}, {@code osrs_p} and {@code osrs_h}: 0 for none, then 1 for one conversion to 5 for sixteen. */
    public static int osrs(int oversampling) {
        return oversampling == 0 ? 0 : Integer.numberOfTrailingZeros(oversampling) + 1;
    }
}
