package plumage.tests.vectors;

/** A case that cannot be played to its end; the message says why. It counts as failed: a driver must not pass by being out of reach. */
final class Unplayable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unplayable(String message) {
        super(message);
    }
}
