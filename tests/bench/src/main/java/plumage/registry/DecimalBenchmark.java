package plumage.registry;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A number as text in a page's bytes, by this project's formatter and by the JDK's. */
@State(Scope.Thread)
public class DecimalBenchmark {
    private static final int COUNT = 1024;

    private final double[] measured = new double[COUNT];
    private final double[] counted = new double[COUNT];
    private final byte[] page = new byte[Decimal.LONGEST];
    private int next;

    /** Numbers as sensors have them: all digits of a temperature, and counts. */
    public DecimalBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            measured[i] = random.nextDouble(-20, 45);
            counted[i] = random.nextInt(1_000_000);
        }
    }

    @Benchmark
    public int measurement() {
        return Decimal.write(one(measured), page, 0);
    }

    @Benchmark
    public int measurementByJdk() {
        return byJdk(one(measured));
    }

    @Benchmark
    public int count() {
        return Decimal.write(one(counted), page, 0);
    }

    @Benchmark
    public int countByJdk() {
        return byJdk(one(counted));
    }

    /** What was written last. */
    String written(int length) {
        return new String(page, 0, length, StandardCharsets.US_ASCII);
    }

    private double one(double... numbers) {
        return numbers[next++ % COUNT];
    }

    @SuppressWarnings("deprecation") // the fastest way there is for ASCII, as Text has it
    private int byJdk(double number) {
        String text = Double.toString(number);
        text.getBytes(0, text.length(), page, 0);
        return text.length();
    }
}
