package plumage.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.felix.utils.properties.ConfigurationHandler;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What a configuration says, without the keys that Config Admin and FileInstall add. Two are equal when values and their types are, arrays by their elements.
 *
 * @param byKey never null as a value
 * @param forms the same as text, types included
 */
record ConfigurationValues(Map<String, Object> byKey, Map<String, String> forms) {
    /** Where FileInstall keeps the URI of the file that a configuration came from. */
    static final String FILE = "felix.fileinstall.filename";

    private static final Set<String> ADDED = Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, FILE);

    static ConfigurationValues of(Dictionary<String, Object> properties) {
        Map<String, Object> all = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> all.put(key, properties.get(key)));
        return of(all);
    }

    static ConfigurationValues of(Map<String, Object> all) {
        // sorted, so that new keys come into a file in an order that does not change
        Map<String, Object> byKey = new TreeMap<>(all);
        byKey.keySet().removeAll(ADDED);
        Map<String, String> forms = new HashMap<>();
        byKey.forEach((key, value) -> forms.put(key, form(value)));
        return new ConfigurationValues(Collections.unmodifiableMap(byKey), Map.copyOf(forms));
    }

    boolean says(String key, Object value) {
        return form(value).equals(forms.get(key));
    }

    /** Tells it from any other, in sixteen bytes. */
    UUID digest() {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(forms)
                .forEach(
                        (key, form) -> all.append(key).append('\0').append(form).append('\0'));
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Object value) {
        try {
            return ConfigurationHandler.write(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text is written into memory", impossible);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigurationValues values && forms.equals(values.forms);
    }

    @Override
    public int hashCode() {
        return forms.hashCode();
    }
}
