package plumage.bus.emulated;

import java.util.HexFormat;

/** Bytes as datasheets write them. */
final class Bytes {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Bytes() {}

    static byte[] of(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    /** As whoever sends them takes them. */
    static int[] integers(String hex) {
        byte[] bytes = of(hex);
        int[] integers = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            integers[i] = bytes[i];
        }
        return integers;
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
