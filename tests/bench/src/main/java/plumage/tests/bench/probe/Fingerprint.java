package plumage.tests.bench.probe;

/**
 * A number for a set of series and their values, in whatever order: equal for a reading inside the hub and for its lines on a page, and for no other reading. It
 * is the sum of what each {@link #series} makes {@link #of} its value.
 */
public final class Fingerprint {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Fingerprint() {}

    /** Of the name of a sample; its labels follow one by one, in any order. */
    public static long series(String name) {
        return hash(FNV_OFFSET, name);
    }

    /** The same series with one label more. One without a value is none. */
    public static long label(long series, String name, String value) {
        return value.isEmpty() ? series : series + mixed(hash(hash(FNV_OFFSET, name) * FNV_PRIME, value));
    }

    /** Of a series with its value. */
    public static long of(long series, double value) {
        return mixed(series ^ Long.rotateLeft(mixed(Double.doubleToRawLongBits(value)), 31));
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** Each bit of the result depends on all of the bits: the last steps of MurmurHash3. */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
