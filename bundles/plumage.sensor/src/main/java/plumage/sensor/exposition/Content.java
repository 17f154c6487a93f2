package plumage.sensor.exposition;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that are ready to be sent, as often as anybody likes. Immutable. */
public final class Content {
    private final byte[] bytes;
    private final int length;

    /**
     * The first bytes of an array, which belongs to this object from now on.
     *
     * @param length how many
     */
    public Content(byte[] bytes, int length) {
        if (length > bytes.length) {
            throw new IllegalArgumentException(length + " bytes of " + bytes.length);
        }
        this.bytes = bytes;
        this.length = length;
    }

    /** How many bytes they are. */
    public int length() {
        return length;
    }

    /** Sends them. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }
}
