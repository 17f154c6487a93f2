package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Who may use the web console: whoever knows the password, and from other machines only after the user has chosen one. The launcher makes the console wait
 * for this guard ({@code felix.webconsole.security.providers}), so that it never stands open with the password it comes with.
 */
@Component(property = {SecurityProvider.PROPERTY_ID + "=plumage", "service.ranking:Integer=1000"})
public final class ConsoleGuard implements SecurityProvider {
    /** The framework property that names the password's file. */
    static final String PASSWORD_FILE = "plumage.console.password.file";

    private static final String BASIC = "Basic ";

    private final Path file;
    private volatile @Nullable Known known;

    /** What was let in last: a browser repeats its password with every request, and hashing is slow by design. */
    private record Known(ConsolePassword password, String authorization) {}

    @Activate
    public ConsoleGuard(BundleContext context) {
        this(Path.of(required(context.getProperty(PASSWORD_FILE))));
    }

    ConsoleGuard(Path file) {
        this.file = file;
    }

    private static String required(@Nullable String property) {
        if (property == null) {
            throw new IllegalStateException("framework property " + PASSWORD_FILE + " is missing: this is no hub");
        }
        return property;
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        try {
            ConsolePassword password = password();
            if (!password.isChosen() && !isLocal(request)) {
                refuse(
                        response,
                        HttpServletResponse.SC_FORBIDDEN,
                        "The console answers this machine only until a password is chosen: plumage password");
                return null;
            }
            if (isKnown(password, request.getHeader("Authorization"))) {
                return ConsolePassword.USER;
            }
            response.setHeader("WWW-Authenticate", "Basic realm=\"Plumage\", charset=\"UTF-8\"");
            refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "The console needs user admin and the password");
        } catch (IOException clientGone) {
            // there is nobody to tell
        }
        return null;
    }

    /** Whoever is let in may do everything. */
    @Override
    public boolean authorize(Object user, String role) {
        return true;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        // a browser keeps sending what it knows until it is closed
    }

    /** Read each time, so that a new one counts at once; without the file nobody knows it. */
    private ConsolePassword password() {
        try {
            return ConsolePassword.read(file);
        } catch (IOException missing) {
            return new ConsolePassword("");
        }
    }

    /** A proxy on this machine speaks for others. */
    private static boolean isLocal(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && request.getHeader("Forwarded") == null
                && request.getHeader("X-Forwarded-For") == null;
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            // A null would be taken for the loopback address.
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    private boolean isKnown(ConsolePassword password, @Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        String authorization = header.substring(BASIC.length()).strip();
        Known last = known;
        if (last != null
                && last.password.equals(password)
                && MessageDigest.isEqual(last.authorization.getBytes(UTF_8), authorization.getBytes(UTF_8))) {
            return true;
        }
        String credentials;
        try {
            credentials = new String(Base64.getDecoder().decode(authorization), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        String user = ConsolePassword.USER + ":";
        boolean matches = credentials.startsWith(user) && password.matches(credentials.substring(user.length()));
        if (matches) {
            known = new Known(password, authorization);
        }
        return matches;
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().println(why);
        response.flushBuffer();
    }
}
