package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import plumage.tests.programs.Eventually;

/**
 * In a Felix that is not ours, our bundles come in any order, work, and go without a trace. Each run takes orders of its own; {@code -Dplumage.seed=N} repeats
 * the one whose seed is in the name of the failed test.
 */
class BareFelixTest {
    private static final int ORDERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String CHIPS = "plumage.bus.emulated";
    private static final String SENSOR = "plumage.si7021";
    private static final Map<String, Object> CHIPS_VALUES = Map.of("chips", "si7021@emulated-i2c-1/0x40");
    private static final Map<String, Object> SENSOR_VALUES =
            Map.of("name", "bare", "bus", "emulated-i2c-1", "interval", "100ms");

    /** What the emulated sensor gives. The values are a room's and move. */
    private static final List<Predicate<String>> LINES = List.of(
            line -> line.matches("sensor_temperature_celsius\\{sensor=\"bare\",?} (1[89]|2[0-4])\\..*"),
            line -> line.matches("sensor_relative_humidity_ratio\\{sensor=\"bare\",?} 0\\.[3-6].*"),
            line -> line.matches("sensor_up\\{sensor=\"bare\",?} 1\\.0"));

    @TempDir
    private Path temp;

    static LongStream seeds() {
        Long given = Long.getLong("plumage.seed");
        return given != null ? LongStream.of(given) : new Random().longs(ORDERS, 0, 1_000_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bundlesInAnyOrder(long seed) throws Throwable {
        Random order = new Random(seed);
        try (BareFelix felix = BareFelix.start(temp.resolve("cache"), Map.of())) {
            Traces before = Traces.of(felix);
            assertThat(felix.get("/metrics").status()).isEqualTo(404);

            List<WeakReference<ClassLoader>> loaders = deployAndRemove(felix, order);

            before.assertNothingMore(felix, loaders);
        }
    }

    /** A method of its own, so that no variable of it keeps a bundle alive. */
    private static List<WeakReference<ClassLoader>> deployAndRemove(BareFelix felix, Random order) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : shuffled(BareFelix.ours(), order)) {
            bundles.add(felix.install(jar));
        }
        List<Step> steps = new ArrayList<>();
        bundles.forEach(bundle -> steps.add(bundle::start));
        steps.add(() -> felix.configure(CHIPS, CHIPS_VALUES));
        steps.add(() -> felix.configureFactory(SENSOR, SENSOR_VALUES));
        for (Step step : shuffled(steps, order)) {
            step.run();
        }
        assertServesTheSensor(felix);

        List<WeakReference<ClassLoader>> loaders = loaders(bundles);
        for (Bundle bundle : shuffled(bundles, order)) {
            bundle.stop();
        }
        assertThat(felix.servicesOfOurs()).isEmpty();
        for (Bundle bundle : shuffled(bundles, order)) {
            bundle.uninstall();
        }
        felix.refresh();
        return loaders;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void filesDroppedOneByOne(long seed) throws Throwable {
        Random order = new Random(seed);
        Path folder = Files.createDirectory(temp.resolve("deploy"));
        Map<String, String> fileInstall = Map.of(
                "felix.fileinstall.dir",
                folder.toString(),
                "felix.fileinstall.tmpdir",
                temp.resolve("fileinstall").toString(),
                "felix.fileinstall.poll",
                "50",
                "felix.fileinstall.noInitialDelay",
                "true");
        try (BareFelix felix = BareFelix.start(temp.resolve("cache"), fileInstall, "org.apache.felix.fileinstall")) {
            Traces before = Traces.of(felix);
            assertThat(felix.get("/metrics").status()).isEqualTo(404);

            List<WeakReference<ClassLoader>> loaders = dropAndDelete(felix, folder, order);

            before.assertNothingMore(felix, loaders);
        }
    }

    private List<WeakReference<ClassLoader>> dropAndDelete(BareFelix felix, Path folder, Random order)
            throws Exception {
        Path chips = Files.writeString(temp.resolve(CHIPS + ".cfg"), text(CHIPS_VALUES));
        Path sensor = Files.writeString(temp.resolve(SENSOR + "-bare.cfg"), text(SENSOR_VALUES));
        List<Path> files = new ArrayList<>(BareFelix.ours());
        files.add(chips);
        files.add(sensor);
        for (Path file : shuffled(files, order)) {
            drop(file, folder);
            if (file.toString().endsWith(".jar")) {
                Eventually.get(PATIENCE, () -> bundle(felix, folder, file), Objects::nonNull);
            }
        }
        assertServesTheSensor(felix);

        List<WeakReference<ClassLoader>> loaders = loaders(bundles(felix, folder));
        for (Path file : shuffled(files, order)) {
            Files.delete(folder.resolve(file.getFileName()));
        }
        Eventually.get(PATIENCE, () -> bundles(felix, folder), List::isEmpty);
        felix.refresh();
        return loaders;
    }

    private static void assertServesTheSensor(BareFelix felix) throws InterruptedException {
        Eventually.get(
                PATIENCE,
                () -> felix.get("/metrics"),
                answer -> answer.status() == 200
                        && LINES.stream().allMatch(line -> answer.body().lines().anyMatch(line)));
    }

    /** Into the folder all at once, so that FileInstall never sees half of it. */
    private void drop(Path file, Path folder) throws IOException {
        Path whole = Files.copy(file, temp.resolve("whole"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String text(Map<String, Object> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    private static List<Bundle> bundles(BareFelix felix, Path folder) {
        return Arrays.stream(felix.context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(location(folder)))
                .toList();
    }

    private static Bundle bundle(BareFelix felix, Path folder, Path file) {
        return felix.context().getBundle(location(folder.resolve(file.getFileName())));
    }

    /** As FileInstall has it. */
    private static String location(Path file) {
        return file.toFile().toURI().toString();
    }

    private static List<WeakReference<ClassLoader>> loaders(List<Bundle> bundles) {
        return bundles.stream()
                .map(bundle ->
                        new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()))
                .toList();
    }

    private static <T> List<T> shuffled(List<T> all, Random order) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, order);
        return shuffled;
    }

    private interface Step {
        void run() throws BundleException, ReflectiveOperationException;
    }
}
