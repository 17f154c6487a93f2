package plumage.tests.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A serial line: a terminal of the kernel, made by socat, with whoever has this object as the device at its other end. It ends as an adapter does that is pulled out: who
 * has it open is told so, and its name is gone.
 */
public final class SerialLine implements AutoCloseable {
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Process socat;
    private final Path name;
    private long said;

    private SerialLine(Process socat, Path name) {
        this.socat = socat;
        this.name = name;
    }

    /** Makes one with a link to it, such as {@code ttyUSB0} in a folder that stands for {@code /dev}; without socat the test is skipped. */
    public static SerialLine plugIn(Path name) throws IOException {
        Process socat = new ProcessBuilder(
                        Programs.find("socat", "socat").toString(), "PTY,raw,echo=0,ignoreeof,link=" + name, "STDIO")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        SerialLine line = new SerialLine(socat, name);
        line.await(true);
        return line;
    }

    /** What the device hears. */
    public InputStream ears() {
        return socat.getInputStream();
    }

    /** Has the device say something; waits while the kernel has enough. */
    public void say(byte[] bytes) throws IOException {
        socat.getOutputStream().write(bytes);
        socat.getOutputStream().flush();
        said += bytes.length;
    }

    /** Waits until the kernel has all that was said; useful as long as the device hears nothing. */
    public void awaitSaid() throws IOException {
        long end = System.nanoTime() + BOUND_NANOS;
        while (written() < said) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("socat keeps some of " + said + " bytes");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + socat.pid() + "/io")).stream()
                .filter(line -> line.startsWith("wchar: "))
                .mapToLong(line -> Long.parseLong(line.substring(7)))
                .findFirst()
                .orElseThrow();
    }

    /** Pulls it out, and waits until it is gone. */
    @Override
    public void close() throws IOException {
        socat.destroy();
        socat.onExit().join();
        Files.deleteIfExists(name); // socat forgets it when it was killed
        await(false);
    }

    private void await(boolean there) {
        long end = System.nanoTime() + BOUND_NANOS;
        while (Files.exists(name, LinkOption.NOFOLLOW_LINKS) != there) {
            if (System.nanoTime() - end > 0 || there && !socat.isAlive()) {
                throw new AssertionError("socat does not make " + name);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
