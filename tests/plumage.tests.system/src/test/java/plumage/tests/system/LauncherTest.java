package plumage.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumage.tests.programs.HubProcess;

/** What cannot start says why in one line, and how it ends. */
class LauncherTest {
    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        home = HubProcess.unpack(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PLUMAGE_PORT | abc           | plumage: PLUMAGE_PORT=abc is not a port; allowed is 1 to 65535, or 0 for any free one
                    PLUMAGE_PORT | 65536         | plumage: PLUMAGE_PORT=65536 is not a port; allowed is 1 to 65535, or 0 for any free one
                    PLUMAGE_PORT | -1            | plumage: PLUMAGE_PORT=-1 is not a port; allowed is 1 to 65535, or 0 for any free one
                    PLUMAGE_HOST | 198.51.100.77     | plumage: PLUMAGE_HOST=198.51.100.77 is not an address of this machine; 0.0.0.0 is all it has
                    PLUMAGE_HOST | host.invalid  | plumage: PLUMAGE_HOST=host.invalid is unknown; allowed is a name or address of this machine, 0.0.0.0 for all
                    PLUMAGE_CONF | /tmp/a,b      | plumage: '/tmp/a,b' has a comma in its name, which separates folders
                    JAVA_HOME    | /nowhere      | plumage: JAVA_HOME=/nowhere has no bin/java
                    """)
    void refusesABadEnvironment(String name, String value, String message) throws Exception {
        assertRefused(Map.of(name, value), message);
    }

    @Test
    void refusesAPortInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            assertRefused(
                    Map.of("PLUMAGE_PORT", Integer.toString(port)),
                    "plumage: port " + port
                            + " is in use; stop what uses it or choose another, such as PLUMAGE_PORT=9680");
        }
    }

    @Test
    void refusesAnOlderJava() throws Exception {
        Path java = Files.createDirectories(folder.resolve("java 11/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertRefused(
                Map.of("JAVA_HOME", folder.resolve("java 11").toString()),
                "plumage: Java 11 is too old, 17 or newer is needed: " + java);
    }

    @Test
    void readsTheVersionInsteadOfAskingForIt() throws Exception {
        Path java = Files.createDirectories(folder.resolve("java 16/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.2\" 2022-01-18' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("java 16/release"), "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"16.0.2\"\n");
        assertRefused(
                Map.of("JAVA_HOME", folder.resolve("java 16").toString()),
                "plumage: Java 16 is too old, 17 or newer is needed: " + java);
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : new String[] {"sh", "dirname", "sed"}) {
            Path link = tools.resolve(tool);
            Files.createSymbolicLink(link, Path.of("/bin").resolve(tool));
        }
        assertRefused(
                Map.of("JAVA_HOME", "", "PATH", tools.toString()),
                "plumage: no Java found; install a Java 17 runtime, such as Debian's openjdk-17-jre-headless");
    }

    private static void assertRefused(Map<String, String> environment, String message)
            throws IOException, InterruptedException {
        try (HubProcess hub = HubProcess.launch(home, "hub", environment)) {
            assertThat(hub.awaitEnd()).isEqualTo(1);
            assertThat(hub.output()).isEqualTo(message);
        }
    }

    @Test
    void tellsItsUsage() throws Exception {
        try (HubProcess help = HubProcess.launch(home, "help", Map.of());
                HubProcess unknown = HubProcess.launch(home, "fly", Map.of())) {
            assertThat(help.awaitEnd()).isZero();
            assertThat(unknown.awaitEnd()).isEqualTo(2);
            assertThat(help.output()).startsWith("usage: plumage demo").isEqualTo(unknown.output());
        }
    }

    @Test
    void runsThroughALinkToItsScript() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("plumage"), bin.relativize(home.resolve("plumage")));
        try (HubProcess hub = HubProcess.launch(bin, "hub", Map.of("PLUMAGE_PORT", "x"))) {
            assertThat(hub.awaitEnd()).isEqualTo(1);
            assertThat(hub.output()).startsWith("plumage: PLUMAGE_PORT=x is not a port");
        }
    }
}
