package plumage.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import plumage.bus.BusException;
import plumage.bus.Fault;

class SerialFileTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Line line = new Line();
    private boolean stopping;
    private final SerialFile file = new SerialFile(Path.of("/dev/ttyUSB0"), line, () -> stopping, () -> line.nanos);

    @Test
    void readsWhatComesInPieces() throws BusException {
        line.brings(3);
        line.brings(0);
        line.brings(2);
        line.brings(7);
        byte[] bytes = new byte[6];
        file.read(9600, bytes, SECOND);
        assertThat(bytes).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(line.left()).isEqualTo(6);
    }

    @Test
    void whatComesTooLateIsATimeOut() {
        line.brings(5);
        fails(() -> file.read(9600, new byte[9], SECOND), Fault.TIMEOUT, "5 of 9 bytes came within 1000 ms");
        assertThat(line.nanos).as("ten waits of 100 ms").isEqualTo(1_000_000_000L);
    }

    /** Each byte in time, and yet no end: the time is that of all of them. */
    @Test
    void aTrickleIsATimeOut() {
        for (int i = 0; i < 20; i++) {
            line.brings(0);
            line.brings(1);
        }
        fails(() -> file.read(9600, new byte[20], SECOND), Fault.TIMEOUT, "9 of 20 bytes came within 1000 ms");
    }

    @Test
    void setsTheSpeedWhenItIsAnotherOne() throws BusException {
        line.brings(9);
        file.write(9600, new byte[] {7});
        file.read(9600, new byte[1], SECOND);
        file.read(115_200, new byte[1], SECOND);
        file.discard(9600);
        assertThat(line.bauds).containsExactly(9600, 115_200, 9600);
        assertThat(line.sent).containsExactly((byte) 7);
    }

    @Test
    void namesASpeedThatIsNotPossible() {
        line.refusedBaud = 12_345;
        fails(() -> file.write(12_345, new byte[1]), Fault.BUS, "cannot be set to 12345 baud");
        fails(() -> file.read(12_345, new byte[1], SECOND), Fault.BUS, "cannot be set to 12345 baud");
        assertThat(line.sent).isEmpty();
        assertThat(file.isGone()).isFalse();
    }

    @Test
    void anAdapterThatIsPulledOut() throws BusException {
        file.write(9600, new byte[1]);
        assertThat(file.isGone()).isFalse();
        line.gone = true;
        String gone = ": the adapter is gone";
        fails(() -> file.write(9600, new byte[1]), Fault.BUS, gone);
        fails(() -> file.read(9600, new byte[1], SECOND), Fault.BUS, gone);
        fails(() -> file.discard(9600), Fault.BUS, gone);
        fails(() -> file.discard(19_200), Fault.BUS, gone);
        assertThat(file.isGone()).isTrue();
        file.close();
        assertThat(line.closed).isTrue();
    }

    @Test
    void throwsAwayWhatWaits() throws BusException {
        line.brings(100);
        file.discard(9600);
        assertThat(line.left()).isZero();
        assertThat(line.nanos).as("until nothing more comes").isEqualTo(100_000_000);
    }

    @Test
    void doesNotWaitForAQuietLineWhenNothingIsThere() throws BusException {
        file.discard(9600);
        assertThat(line.reads).isZero();
    }

    /** 4 KB in front, the rest behind. */
    @Test
    void throwsAwayWhatWaitsBehindAFullBuffer() throws BusException {
        for (int i = 0; i < 17; i++) {
            line.brings(4095);
        }
        file.discard(9600);
        assertThat(line.left()).isZero();
    }

    @Test
    void doesNotListenToGarbageForEver() throws BusException {
        line.babbles = true;
        file.discard(9600);
        assertThat(line.reads).as("128 KB").isEqualTo(32);
    }

    @Test
    void doesNotListenToASlowStreamForEver() throws BusException {
        line.brings(4096);
        for (int i = 0; i < 100; i++) {
            line.brings(1, 20_000_000);
        }
        file.discard(9600);
        assertThat(line.nanos).isEqualTo(500_000_000);
    }

    @Test
    void givesUpWhenItIsToStop() throws BusException {
        file.write(9600, new byte[1]);
        stopping = true;
        fails(() -> file.read(9600, new byte[1], Duration.ofDays(1)), Fault.BUS, " is being closed");
    }

    private static void fails(ThrowingCallable call, Fault fault, String end) {
        assertThatThrownBy(call)
                .hasMessageStartingWith("/dev/ttyUSB0")
                .hasMessageEndingWith(end)
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    /** A line with bytes 1, 2, 3, … on it; what one read brings may take time. */
    private static final class Line implements Terminal {
        private record Burst(int bytes, long nanos) {}

        private final Queue<Burst> coming = new ArrayDeque<>();
        private final List<Integer> bauds = new ArrayList<>();
        private final List<Byte> sent = new ArrayList<>();
        private long nanos;
        private int reads;
        private int refusedBaud;
        private byte next = 1;
        private boolean babbles;
        private boolean gone;
        private boolean closed;

        void brings(int bytes) {
            brings(bytes, bytes == 0 ? WAIT.toNanos() : 0);
        }

        void brings(int bytes, long after) {
            coming.add(new Burst(bytes, after));
        }

        int left() {
            return coming.stream().mapToInt(Burst::bytes).sum();
        }

        @Override
        public boolean setBaud(int baud) {
            bauds.add(baud);
            return baud != refusedBaud && !gone;
        }

        @Override
        public int available() {
            return gone
                    ? -1
                    : babbles ? 4095 : coming.isEmpty() ? 0 : coming.peek().bytes();
        }

        @Override
        public int read(byte[] bytes, int offset, int most) {
            reads++;
            if (gone) {
                return -1;
            }
            if (babbles) {
                return most;
            }
            Burst burst = coming.isEmpty() ? new Burst(0, WAIT.toNanos()) : coming.remove();
            nanos += burst.nanos();
            int count = Math.min(most, burst.bytes());
            if (count < burst.bytes()) {
                List<Burst> behind = List.copyOf(coming);
                coming.clear();
                brings(burst.bytes() - count, 0);
                coming.addAll(behind);
            }
            for (int i = 0; i < count; i++) {
                bytes[offset + i] = next++;
            }
            return count;
        }

        @Override
        public boolean write(byte[] bytes) {
            if (!gone) {
                for (byte b : bytes) {
                    sent.add(b);
                }
            }
            return !gone;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public String toString() {
            return Arrays.toString(coming.toArray());
        }
    }
}
