package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The password of the web console, a file of one line that only the hub's user can read. A generated one is kept as it is, because it is good for this machine
 * only and its owner may want to look it up; one that the user has chosen is kept as a salted hash: {@code pbkdf2-sha256:iterations:salt:hash}.
 *
 * @param line what the file says
 */
record ConsolePassword(String line) {
    static final String USER = "admin";
    private static final String FILE = "console.password";
    private static final String SCHEME = "pbkdf2-sha256";
    /** A guess costs 10 ms on a desktop and a tenth of a second on the smallest hub. */
    private static final int ITERATIONS = 20_000;

    private static final int KEY_BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final int SHORTEST = 8;
    private static final Set<String> COMMON = Set.of("password", "12345678", "adminadmin", "raspberry", "changeme");
    /** Without what a reader confuses; 16 of 32 are 80 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GENERATED_LENGTH = 16;

    static Path file(Path data) {
        return data.resolve(FILE);
    }

    static ConsolePassword read(Path file) throws IOException {
        return new ConsolePassword(Files.readString(file).strip());
    }

    /** A password that nobody has chosen. */
    static ConsolePassword generate() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ConsolePassword(password.toString());
    }

    /** A password of the user's choice. */
    static ConsolePassword choose(String password) throws Refusal {
        if (password.length() < SHORTEST) {
            throw new Refusal(
                    "the password has " + password.length() + " characters; allowed are " + SHORTEST + " and more");
        }
        if (COMMON.contains(password.toLowerCase(Locale.ROOT))) {
            throw new Refusal("the password is one that everybody tries first; choose another");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new ConsolePassword(String.join(
                ":", SCHEME, Integer.toString(ITERATIONS), base64(salt), base64(hash(password, salt, ITERATIONS))));
    }

    void write(Path file) throws IOException {
        Path written = Files.createTempFile(
                file.getParent(),
                FILE,
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, line + "\n");
        Files.move(written, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    boolean isChosen() {
        return line.startsWith(SCHEME + ":");
    }

    boolean matches(String password) {
        if (!isChosen()) {
            return !line.isEmpty() && MessageDigest.isEqual(line.getBytes(UTF_8), password.getBytes(UTF_8));
        }
        String[] parts = line.split(":", -1);
        try {
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] hash = Base64.getDecoder().decode(parts[3]);
            return MessageDigest.isEqual(hash, hash(password, salt, Integer.parseInt(parts[1])));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return false;
        }
    }

    private static byte[] hash(String password, byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java 17 has this algorithm", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Never the secret, which a log might keep. */
    @Override
    public String toString() {
        return isChosen() ? "a chosen password" : "a generated password";
    }
}
