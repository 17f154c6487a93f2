package plumage.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Setting;

/**
 * Who a configuration is, whichever tool wrote it.
 *
 * @param pid of the configuration, as in its file or the web console
 * @param instance the part that a person chose: {@code office} of {@code plumage.bme680-office.cfg} or {@code plumage.bme680~office}
 */
record Identity(String pid, String instance) {
    private static final Pattern FILE = Pattern.compile("[^-~/]+[-~](?<instance>[^/]+)\\.(?:cfg|config)");

    /** What openHAB found behind the # in the first line of a file of conf/services; the PID it makes up is no name for anybody. */
    private static final String OPENHAB_CONTEXT = "openhab.servicecontext";

    static Identity of(Map<String, ?> configuration) {
        String pid = Setting.text(orEmpty(configuration.get("service.pid")));
        String file = fileName(Setting.text(orEmpty(configuration.get("felix.fileinstall.filename"))));
        String factory = Setting.text(orEmpty(configuration.get("service.factoryPid")));
        Matcher named = FILE.matcher(file);
        if (named.matches()) {
            return new Identity(pid, named.group("instance"));
        }
        String context = Setting.text(orEmpty(configuration.get(OPENHAB_CONTEXT)));
        if (!context.isEmpty()) {
            return new Identity(pid, context);
        }
        String instance = pid.startsWith(factory) ? pid.substring(factory.length()) : pid;
        return new Identity(pid, instance.replaceFirst("^[~.-]", ""));
    }

    /** FileInstall names the file as a URL, in which a space is %20. */
    private static String fileName(String url) {
        try {
            String path = new URI(url).getPath();
            return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        } catch (URISyntaxException noUrl) {
            return url.substring(url.lastIndexOf('/') + 1);
        }
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }
}
