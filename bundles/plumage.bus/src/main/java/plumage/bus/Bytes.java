package plumage.bus;

/** Bytes from numbers as data sheets write them. */
public final class Bytes {
    private Bytes() {}

    /** The low eight bits of each. */
    public static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
