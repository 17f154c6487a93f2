package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumage.tests.programs.Eventually;

/**
 * What bundles could leave behind in a process.
 *
 * @param descriptors what each open one is of, as Linux names it
 */
record Traces(List<String> descriptors) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static Traces of(BareFelix felix) throws IOException {
        felix.get("/metrics"); // what an HTTP server opens for its first request is not ours
        return new Traces(openDescriptors());
    }

    /**
     * Nothing of ours is left.
     *
     * @param loaders of our bundles, as they ran
     */
    void assertNothingMore(BareFelix felix, List<WeakReference<ClassLoader>> loaders) throws Throwable {
        assertThat(felix.servicesOfOurs()).isEmpty();
        for (String path : List.of("/metrics", "/", "/-/healthy", "/-/ready")) {
            assertThat(felix.get(path).status()).as(path).isEqualTo(404);
        }
        Eventually.get(PATIENCE, Traces::threadsOfOurs, List::isEmpty);
        linkAnotherRecord();
        Eventually.get(PATIENCE, () -> reachable(loaders), List::isEmpty);
        Eventually.get(PATIENCE, this::moreDescriptors, List::isEmpty);
    }

    /**
     * Before Java 18 the virtual machine keeps the record class, and the class of a component, whose methods it linked last (JDK-8078641), and through them
     * the class loaders of two bundles at most. Here a record of this test takes their place.
     */
    private static void linkAnotherRecord() throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle getter = lookup.findVirtual(Linked.class, "other", MethodType.methodType(Linked.class));
        Map<String, MethodType> methods = Map.of(
                "equals", MethodType.methodType(boolean.class, Linked.class, Object.class),
                "hashCode", MethodType.methodType(int.class, Linked.class),
                "toString", MethodType.methodType(String.class, Linked.class));
        for (Map.Entry<String, MethodType> method : methods.entrySet()) {
            ObjectMethods.bootstrap(lookup, method.getKey(), method.getValue(), Linked.class, "other", getter);
        }
    }

    private record Linked(@Nullable Linked other) {}

    private static List<String> threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("plumage"))
                .toList();
    }

    private static List<ClassLoader> reachable(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        return loaders.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
    }

    private List<String> moreDescriptors() throws IOException {
        List<String> more = new ArrayList<>(openDescriptors());
        descriptors.forEach(more::remove);
        return more;
    }

    /** Empty where the system does not tell. */
    private static List<String> openDescriptors() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> targets = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(folder)) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException closed) {
                    // that of the list itself, or of a connection that just ended
                }
            }
        }
        return targets;
    }
}
