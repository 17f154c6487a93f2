package plumage.tests.vectors;

import java.util.HexFormat;

/** Bytes as the vectors write them. */
final class Hex {
    private static final HexFormat FORMAT = HexFormat.of().withUpperCase();

    private Hex() {}

    /** Bytes that are known to be written well. */
    static byte[] parse(String text) {
        return FORMAT.parseHex(text);
    }

    /** Bytes of a key. */
    static byte[] parse(String text, String key) throws MalformedVectors {
        try {
            return parse(text);
        } catch (IllegalArgumentException notHex) {
            throw new MalformedVectors("'" + key + "' holds '" + text + "', not bytes in hexadecimal", notHex);
        }
    }

    static String text(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }
}
