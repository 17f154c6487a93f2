package plumage.openhab;

import java.util.regex.Pattern;

/** An API token of openHAB. It never shows itself, whoever logs what holds it. */
final class Token {
    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,512}");

    private final String secret;

    private Token(String secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException for what can be no token, without saying it */
    static Token of(String secret) {
        if (!ALLOWED.matcher(secret).matches()) {
            throw new IllegalArgumentException("up to 512 letters, digits and signs without a blank");
        }
        return new Token(secret);
    }

    /** What the header {@code Authorization} is to be. */
    String authorization() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "a token";
    }
}
