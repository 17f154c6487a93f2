package plumage.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import plumage.sensor.exposition.Content;

/** A page that is being written. */
final class Text {
    private byte[] bytes;
    private int length;

    /** @param expected about how many bytes it will have */
    Text(int expected) {
        bytes = new byte[expected];
    }

    int length() {
        return length;
    }

    /** Takes back everything behind the first bytes. */
    void cut(int first) {
        length = first;
    }

    Text ascii(char character) {
        reserve(1);
        bytes[length++] = (byte) character;
        return this;
    }

    @SuppressWarnings("deprecation") // of a text that is ASCII the low bytes are its bytes
    Text ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    /** A text in which \ and line ends are escaped, and quotes too where they would end it. */
    Text escaped(String text, boolean quoted) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        reserve(2 * raw.length);
        for (byte one : raw) {
            if (one == '\\' || one == '"' && quoted || one == '\n') {
                bytes[length++] = '\\';
                bytes[length++] = one == '\n' ? (byte) 'n' : one;
            } else {
                bytes[length++] = one;
            }
        }
        return this;
    }

    Text number(double value) {
        reserve(Decimal.LONGEST);
        length = Decimal.write(value, bytes, length);
        return this;
    }

    /** Some bytes of a text that was written before. */
    Text copy(Text before, int start, int end) {
        reserve(end - start);
        System.arraycopy(before.bytes, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    /** What was written. */
    Content content() {
        return new Content(bytes, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + bytes.length / 2));
        }
    }
}
