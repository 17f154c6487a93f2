package plumage.bus.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.i2c.I2C;
import com.pi4j.library.linuxfs.LinuxFile;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import com.pi4j.provider.Provider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import plumage.bus.BusException;

/**
 * Microseconds to read a register of one byte, by this project's Pi4J provider and by Pi4J's own, in turns. Runs in the emulated machine; it stands in the
 * provider's package because that shows no more than it needs to.
 *
 * <p>Arguments: bus, address, register and what it holds, all decimal.
 */
public final class RegisterBench {
    /** A class of each jar that it needs. */
    public static final List<Class<?>> NEEDS = List.of(
            LinuxI2cProvider.class,
            BusException.class,
            I2C.class,
            LinuxFsI2CProvider.class,
            LinuxFile.class,
            Logger.class);

    private static final int ROUNDS = 9;
    private static final int READS = 500;

    private RegisterBench() {}

    public static void main(String[] arguments) {
        int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        Map<String, I2C> chips = new LinkedHashMap<>();
        chips.put("ours", chip(new LinuxI2cProvider(new JnaKernel(), Path.of("/dev"), Path.of("/sys")), numbers));
        chips.put("linuxfs", chip(LinuxFsI2CProvider.newInstance(), numbers));
        Map<String, double[]> micros = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, I2C> chip : chips.entrySet()) {
                micros.computeIfAbsent(chip.getKey(), name -> new double[ROUNDS])[round] =
                        measure(() -> chip.getValue().readRegister(numbers[2]), numbers[3]);
            }
        }
        micros.forEach((name, rounds) -> {
            Arrays.sort(rounds);
            System.out.printf("%s %.1f%n", name, rounds[ROUNDS / 2]);
        });
        Runtime.getRuntime().halt(0);
    }

    private static I2C chip(Provider<?, ?, ?> provider, int... numbers) {
        Context pi4j = Pi4J.newContextBuilder().noAutoDetect().add(provider).build();
        return pi4j.create(
                I2C.newConfigBuilder(pi4j).bus(numbers[0]).device(numbers[1]).build());
    }

    private static double measure(IntSupplier register, int expected) {
        long start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            int value = register.getAsInt();
            if (value != expected) {
                throw new IllegalStateException("read " + value + " instead of " + expected);
            }
        }
        return (System.nanoTime() - start) / 1e3 / READS;
    }
}
