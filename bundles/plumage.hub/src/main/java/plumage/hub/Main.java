package plumage.hub;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import plumage.hub.Settings.Command;

/**
 * What the launcher script starts: {@code plumage.hub.Main demo|hub|password}, with the archive's folder as system property {@code plumage.home}, and {@code
 * plumage.terminal} when standard input is one. A hub itself starts {@code train} to make its {@link ClassArchive}.
 */
public final class Main {
    /** A system property, because from Java 22 on a console is no sign of a terminal. */
    static final String TERMINAL = "plumage.terminal";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            Path home = Path.of(System.getProperty("plumage.home", ""))
                    .toAbsolutePath()
                    .normalize();
            switch (String.join(" ", arguments)) {
                case "demo" -> run(Command.DEMO, home);
                case "hub" -> run(Command.HUB, home);
                case "train" -> {
                    Training.endWithParent();
                    run(Command.TRAIN, home);
                }
                case "password" -> choosePassword(Settings.of(Command.HUB, home, System.getenv()));
                default ->
                    throw new Refusal(
                            "demo, hub or password expected, not " + Settings.shortened(Arrays.toString(arguments)));
            }
        } catch (Refusal refused) {
            fail(refused.getMessage());
        } catch (IOException failed) {
            // Such an exception's message is often only a file's name.
            fail(failed.toString());
        }
    }

    private static void run(Command command, Path home) throws Refusal, IOException {
        new Hub(Settings.of(command, home, System.getenv())).run();
    }

    private static void fail(@Nullable String why) {
        System.err.println("plumage: " + why);
        System.exit(1);
    }

    private static void choosePassword(Settings settings) throws Refusal, IOException {
        ConsolePassword password = ConsolePassword.choose(askPassword());
        Files.createDirectories(settings.data());
        password.write(ConsolePassword.file(settings.data()));
        System.out.println("The web console now takes user " + ConsolePassword.USER
                + " with this password, from other machines too.");
    }

    private static String askPassword() throws Refusal, IOException {
        Console terminal = Boolean.getBoolean(TERMINAL) ? System.console() : null;
        if (terminal == null) {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        }
        char[] first = terminal.readPassword("New password for the web console: ");
        char[] second = terminal.readPassword("Once more: ");
        if (first == null || !Arrays.equals(first, second)) {
            throw new Refusal("the two differ; nothing was changed");
        }
        return new String(first);
    }
}
