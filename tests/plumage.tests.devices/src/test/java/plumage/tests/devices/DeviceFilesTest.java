package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** These run in a process of their own, whose device files are emulated chips; here are their results. */
class DeviceFilesTest {
    private static final List<Class<?>> CLASSES =
            List.of(BusesOnDeviceFiles.class, Pi4jOnDeviceFiles.class, DriversOnDeviceFiles.class);

    @TestFactory
    Stream<DynamicTest> onDeviceFiles(@TempDir Path directory) throws Exception {
        Path library = directory.resolve("devices.so");
        if (!ShimmedProcess.compile(library)) {
            assertThat(Boolean.getBoolean("plumage.required.tools"))
                    .as("gcc is missing")
                    .isFalse();
            System.err.println("NO GCC: THE TESTS ON DEVICE FILES DO NOT RUN");
            Assumptions.abort("no gcc");
        }
        Map<String, String> results = ShimmedProcess.run(directory, library, CLASSES);
        for (Class<?> tests : CLASSES) {
            assertThat(results.keySet()).anyMatch(name -> name.startsWith(tests.getSimpleName()));
        }
        return results.entrySet().stream()
                .map(result -> DynamicTest.dynamicTest(result.getKey(), () -> {
                    if (!result.getValue().isEmpty()) {
                        fail(result.getValue());
                    }
                }));
    }
}
