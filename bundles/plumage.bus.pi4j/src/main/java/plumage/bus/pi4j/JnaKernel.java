package plumage.bus.pi4j;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusException;
import plumage.bus.Fault;

/**
 * The C library of this process, by JNA.
 *
 * <p>Functions by name instead of a mapped interface, and direct buffers instead of {@code Memory}: JNA keeps mapped
 * interfaces for ever, and with them the class loader of a bundle that was uninstalled.
 */
final class JnaKernel implements Kernel {
    private static final int O_RDONLY = 0x0;
    private static final int O_RDWR = 0x2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC = O_CLOEXEC;
    /** The name of JNA's thread. It ends when it is interrupted, and is not started again. */
    private static final String CLEANER = "JNA Cleaner";

    /** Loaded at the first opening: a hub without buses needs no native code. */
    private @Nullable Functions functions;

    private record Functions(
            NativeLibrary library,
            Function open,
            Function read,
            Function write,
            Function poll,
            Function eventfd,
            Function ioctl,
            Function close) {
        static Functions load() {
            NativeLibrary library = process();
            int flags = Function.C_CONVENTION | Function.THROW_LAST_ERROR;
            return new Functions(
                    library,
                    library.getFunction("open", flags),
                    library.getFunction("read", flags),
                    library.getFunction("write", flags),
                    library.getFunction("poll", flags),
                    library.getFunction("eventfd", flags),
                    library.getFunction("ioctl", flags),
                    library.getFunction("close", flags));
        }
    }

    /**
     * The symbols of the process, not those of libc alone, so that a preloaded library is seen.
     *
     * <p>JNA starts a thread with it, which closes what was forgotten. Here nothing is, and the thread would keep classes:
     * those of whoever happened to open the first bus, and for half a minute after the end those of this bundle.
     */
    static NativeLibrary process() {
        NativeLibrary process = NativeLibrary.getProcess();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(CLEANER)
                        && thread.getClass().getClassLoader() == Native.class.getClassLoader())
                .forEach(Thread::interrupt);
        return process;
    }

    @Override
    public int open(Path file) throws BusException {
        return open(file, O_RDWR);
    }

    @Override
    public int openToRead(Path file) throws BusException {
        return open(file, O_RDONLY);
    }

    @Override
    public int read(int descriptor, ByteBuffer block) {
        int count = call(functions().read, descriptor, block.slice(), new NativeLong(block.remaining(), true));
        if (count > 0) {
            block.position(block.position() + count);
        }
        return count;
    }

    @Override
    public int write(int descriptor, ByteBuffer block) {
        return call(functions().write, descriptor, block.slice(), new NativeLong(block.remaining(), true));
    }

    @Override
    public int poll(ByteBuffer block, int descriptors, int timeoutMillis) {
        return call(functions().poll, block, new NativeLong(descriptors, true), timeoutMillis);
    }

    @Override
    public int eventfd() {
        return call(functions().eventfd, 0, EFD_CLOEXEC);
    }

    private int open(Path file, int mode) throws BusException {
        Functions c;
        try {
            c = functions();
        } catch (LinkageError e) {
            throw new BusException(
                    Fault.BUS, "cannot open " + file + ": JNA does not load on this machine: " + e.getMessage(), e);
        }
        byte[] path = (file + "\0").getBytes(StandardCharsets.UTF_8);
        return call(c.open, ByteBuffer.allocateDirect(path.length).put(path).rewind(), mode | O_CLOEXEC);
    }

    @Override
    public int ioctl(int descriptor, long request, ByteBuffer block) {
        return call(functions().ioctl, descriptor, new NativeLong(request, true), block);
    }

    @Override
    public void close(int descriptor) {
        call(functions().close, descriptor);
    }

    @Override
    public long addressOf(ByteBuffer block) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(block));
    }

    @Override
    public int pointerSize() {
        return Native.POINTER_SIZE;
    }

    @Override
    public synchronized void close() {
        if (functions != null) {
            functions.library.close();
        }
    }

    private synchronized Functions functions() {
        if (functions == null) {
            functions = Functions.load();
        }
        return functions;
    }

    private static int call(Function function, Object... arguments) {
        try {
            return function.invokeInt(arguments);
        } catch (LastErrorException e) {
            return -e.getErrorCode();
        }
    }
}
