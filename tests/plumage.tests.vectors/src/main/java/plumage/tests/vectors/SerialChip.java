package plumage.tests.vectors;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import plumage.bus.BusException;
import plumage.bus.Bytes;
import plumage.bus.Fault;
import plumage.bus.SerialDevice;

/**
 * A device on a serial line. It says what it has to say of its own accord once somebody reads, or an answer to each request that it knows; then it is silent.
 */
final class SerialChip implements SerialDevice {
    private final String request;
    private final byte[] words;
    private byte[] coming;

    private SerialChip(String request, byte[] words, byte[] coming) {
        this.request = request;
        this.words = words;
        this.coming = coming;
    }

    /** One that speaks unasked. */
    static SerialChip speaking(byte[] words) {
        return new SerialChip("", words, words);
    }

    /** One that answers a request, each time. */
    static SerialChip answering(byte[] request, byte[] answer) {
        return new SerialChip(Hex.text(request), answer, new byte[0]);
    }

    @Override
    public void write(int... bytes) {
        if (Hex.text(Bytes.of(bytes)).equals(request)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(coming);
            all.writeBytes(words);
            coming = all.toByteArray();
        }
    }

    @Override
    public byte[] read(int count, Duration within) throws BusException {
        byte[] came = Arrays.copyOf(coming, Math.min(count, coming.length));
        coming = Arrays.copyOfRange(coming, came.length, coming.length);
        if (came.length < count) {
            throw new BusException(Fault.TIMEOUT, came.length + " of " + count + " bytes came");
        }
        return came;
    }

    /** Throws an answer away that nobody has read; what is said unasked comes later. */
    @Override
    public void discard() {
        if (!request.isEmpty()) {
            coming = new byte[0];
        }
    }
}
