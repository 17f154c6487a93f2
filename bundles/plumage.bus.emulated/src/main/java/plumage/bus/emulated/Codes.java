package plumage.bus.emulated;

import java.util.function.IntToDoubleFunction;

/** From physics to what a converter makes of it. */
final class Codes {
    private Codes() {}

    /** The code, 0 to {@code last}, whose decoded value is nearest to a wanted one; the function only rises or only falls. */
    static int nearest(IntToDoubleFunction decode, double wanted, int last) {
        boolean rises = decode.applyAsDouble(last) > decode.applyAsDouble(0);
        int low = 0;
        int high = last;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (decode.applyAsDouble(middle) < wanted == rises) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double below = Math.abs(decode.applyAsDouble(low) - wanted);
        return below <= Math.abs(decode.applyAsDouble(high) - wanted) ? low : high;
    }
}
