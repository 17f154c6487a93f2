package plumage.bus;

import java.util.Locale;

/** What went wrong, in the words that {@code sensor_read_errors_total{reason}} uses. */
public enum Fault {
    /** Nobody acknowledged the address or a byte: the chip is absent, or busy where it should not be. */
    NACK,
    /** An answer, a transfer or a conversion took longer than it may. */
    TIMEOUT,
    /** A checksum, a frame or a text did not fit what it protects. */
    CRC,
    /** Another chip than the configured one answers at this address. */
    IDENTITY,
    /** The chip answers but has no (valid) measurement to give. */
    NOT_READY,
    /** The chip reports a defect of its own or of what is wired to it. */
    FAULT,
    /** The chip delivered a sentinel, a saturated or a physically impossible code. */
    RANGE,
    /** The bus itself: absent, lost arbitration, not permitted, not able to do it. */
    BUS;

    /** The value of the label {@code reason}: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
