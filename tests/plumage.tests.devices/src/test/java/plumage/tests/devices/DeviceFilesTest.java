package plumage.tests.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import plumage.tests.programs.Programs;

/** These run in a process of their own, whose device files are emulated chips; here are their results. */
class DeviceFilesTest {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> onDeviceFiles() throws Exception {
        return run(
                BusesOnDeviceFiles.class, GpioOnDeviceFiles.class, Pi4jOnDeviceFiles.class, DriversOnDeviceFiles.class);
    }

    @TestFactory
    Stream<DynamicTest> faults() throws Exception {
        return reporting(FaultsOnDeviceFiles.TABLE, run(FaultsOnDeviceFiles.class));
    }

    @TestFactory
    Stream<DynamicTest> figures() throws Exception {
        return reporting(FiguresOnDeviceFiles.REPORT, run(FiguresOnDeviceFiles.class));
    }

    private static Stream<DynamicTest> reporting(Path report, Stream<DynamicTest> results) throws IOException {
        System.out.print(Files.readString(report));
        return results;
    }

    @TestFactory
    Stream<DynamicTest> i2cTools() throws Exception {
        Programs.find("i2cdetect", "i2c-tools");
        return run(I2cToolsOnDeviceFiles.class);
    }

    private Stream<DynamicTest> run(Class<?>... classes) throws Exception {
        Programs.find("gcc", "gcc libc6-dev");
        Path library = directory.resolve("devices.so");
        ShimmedProcess.compile(library);
        Map<String, String> results = ShimmedProcess.run(directory, library, classes);
        for (Class<?> tests : classes) {
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
