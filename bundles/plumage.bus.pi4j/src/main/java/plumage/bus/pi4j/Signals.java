package plumage.bus.pi4j;

import com.sun.jna.Function;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How this process takes signals. */
final class Signals {
    /** Those that jSerialComm sets to be ignored, by their numbers on x86 and ARM: HUP, USR1, USR2, CONT, TTIN, TTOU, IO. */
    private static final int[] CHANGED = {1, 10, 12, 18, 21, 22, 29};

    /** More than a {@code struct sigaction} has anywhere. */
    private static final int SIGACTION = 256;

    private Signals() {}

    /** Runs what changes them, and puts them back. */
    static void keepDuring(Runnable action) {
        Function sigaction = JnaKernel.process().getFunction("sigaction");
        Map<Integer, ByteBuffer> before = new LinkedHashMap<>();
        for (int signal : CHANGED) {
            ByteBuffer handling = ByteBuffer.allocateDirect(SIGACTION);
            sigaction.invokeInt(new Object[] {signal, null, handling});
            before.put(signal, handling);
        }
        try {
            action.run();
        } finally {
            before.forEach((signal, handling) -> sigaction.invokeInt(new Object[] {signal, handling, null}));
        }
    }
}
