package plumage.hub;

import java.io.Serial;

/** Why a hub cannot start, in a sentence for whoever started it. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
