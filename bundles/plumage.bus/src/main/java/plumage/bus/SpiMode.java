package plumage.bus;

/** Clock polarity and phase, numbered as everywhere: CPOL is bit 1, CPHA is bit 0. */
public enum SpiMode {
    /** Idle low, sampled on the first edge. */
    MODE_0,
    /** Idle low, sampled on the second edge. */
    MODE_1,
    /** Idle high, sampled on the first edge. */
    MODE_2,
    /** Idle high, sampled on the second edge. */
    MODE_3
}
