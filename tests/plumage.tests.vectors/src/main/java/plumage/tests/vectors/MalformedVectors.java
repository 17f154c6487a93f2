package plumage.tests.vectors;

/** Vectors that cannot be understood. The message names the place and what is wrong there. */
final class MalformedVectors extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedVectors(String message) {
        super(message);
    }

    MalformedVectors(String message, Throwable cause) {
        super(message, cause);
    }
}
