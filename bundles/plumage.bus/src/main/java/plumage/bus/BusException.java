package plumage.bus;

import org.jspecify.annotations.Nullable;

/** A measurement that did not come about, with the kind of {@link Fault}. The message is one line for a person and names bus and address. */
public final class BusException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** A fault of the given kind. */
    public BusException(Fault fault, String message) {
        this(fault, message, null);
    }

    /** A fault of the given kind with what caused it. */
    public BusException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** The kind of fault. */
    public Fault fault() {
        return fault;
    }
}
