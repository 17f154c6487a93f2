package plumage.bus;

/** An eight-bit cyclic redundancy check, most significant bit first, without final inversion. */
public final class Crc8 {
    /** Polynomial x^8+x^5+x^4+1, initial value FF: Sensirion SHT3x and later, AHT20, HDC302x. {@code BE EF} gives {@code 92}. */
    public static final Crc8 SENSIRION = new Crc8(0x31, 0xFF);

    /** The same polynomial, initial value 00: Si70xx, HTU21D, SHT2x. */
    public static final Crc8 SI70XX = new Crc8(0x31, 0x00);

    private final int polynomial;
    private final int initial;

    /** A check of this polynomial (its top bit left out) and initial value. */
    public Crc8(int polynomial, int initial) {
        this.polynomial = polynomial;
        this.initial = initial;
    }

    /** The check of {@code count} bytes from {@code offset}, 0 to 255. */
    public int of(byte[] bytes, int offset, int count) {
        int crc = initial;
        for (int i = offset; i < offset + count; i++) {
            crc ^= Byte.toUnsignedInt(bytes[i]);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? crc << 1 ^ polynomial : crc << 1;
            }
            crc &= 0xFF;
        }
        return crc;
    }

    /**
     * Compares the check of {@code count} bytes from {@code offset} with the byte that follows them.
     *
     * @throws BusException {@link Fault#CRC} when they differ
     */
    public void verify(byte[] bytes, int offset, int count) throws BusException {
        int expected = of(bytes, offset, count);
        int actual = Byte.toUnsignedInt(bytes[offset + count]);
        if (expected != actual) {
            throw new BusException(
                    Fault.CRC, String.format("checksum of %d bytes is %02X, not %02X", count, expected, actual));
        }
    }
}
