package plumage.sensor;

import org.osgi.annotation.versioning.ProviderType;
import plumage.bus.Fault;

/** Takes the values of one measurement, in base units, uncorrected. */
@ProviderType
public interface Measurement {
    /** A value. One that is not finite counts as missing ({@link Fault#RANGE}). */
    void set(Quantity quantity, double value);

    /**
     * A value of one of several series of a quantity.
     *
     * @param label {@code channel}, {@code axis} or {@code size}
     * @param labelValue which one, such as {@code ain0}, {@code x} or {@code 2.5}
     */
    void set(Quantity quantity, String label, String labelValue, double value);

    /** Says that the chip gave no value for a quantity this time, and why. The others count nevertheless. */
    void missing(Quantity quantity, Fault reason);
}
