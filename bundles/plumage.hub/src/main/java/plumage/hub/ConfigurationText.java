package plumage.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.utils.properties.TypedProperties;

/**
 * The text of a {@code .cfg} file, read as FileInstall reads it: plain text, or when every value is quoted, text with types such as {@code B"true"}.
 *
 * @param text the whole file
 * @param variables what <code>${name}</code> stands for
 */
record ConfigurationText(String text, TypedProperties.SubstitutionCallback variables) {
    /** A character escaped by its code, behind an even number of backslashes. */
    private static final Pattern ESCAPED = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u([0-9A-F]{4})");

    /**
     * What the file says.
     *
     * @throws IOException when FileInstall could not read it either
     */
    ConfigurationValues values() throws IOException {
        try {
            return ConfigurationValues.of(new HashMap<>(load()));
        } catch (RuntimeException damaged) {
            throw new IOException("the file has a value that cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    /**
     * The same file with other values: comments, order and the form of what does not change are kept.
     *
     * @return empty when no such file would be read as these values, such as one with a <code>${name}</code> in a new value
     */
    Optional<ConfigurationText> with(ConfigurationValues values) throws IOException {
        String plain = write(values, false);
        // Plain text loses blanks at a value's start, and what looks like a type.
        for (String written : List.of(legible(plain), plain, write(values, true))) {
            String stored = new String(lineEnds(written).getBytes(UTF_8), UTF_8);
            ConfigurationText candidate = new ConfigurationText(stored, variables);
            if (candidate.reads(values)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private boolean reads(ConfigurationValues values) {
        try {
            return values().equals(values);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private TypedProperties load() throws IOException {
        TypedProperties properties = new TypedProperties(variables);
        properties.load(new StringReader(text));
        return properties;
    }

    private String write(ConfigurationValues values, boolean typed) throws IOException {
        TypedProperties properties = load();
        keepFirstComment(properties, values);
        properties.keySet().stream()
                .filter(key -> !values.byKey().containsKey(key))
                .toList()
                .forEach(properties::remove);
        if (typed) {
            // One value with a type gives all of them theirs.
            properties.put("", true);
            properties.remove("");
        }
        ConfigurationValues read = values();
        values.byKey().forEach((key, value) -> {
            if (!read.says(key, value)) {
                properties.put(key, value);
            }
        });
        StringWriter written = new StringWriter();
        properties.save(written);
        return written.toString();
    }

    /** The library escapes all but ASCII in what it writes. The user's own lines stay as they are. */
    private String legible(String written) {
        Set<String> own = text.lines().collect(Collectors.toSet());
        return written.lines()
                .map(line -> own.contains(line) ? line : unescape(line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What stands above the first key may be about the whole file. */
    private static void keepFirstComment(TypedProperties properties, ConfigurationValues values) {
        properties.keySet().stream()
                .limit(1)
                .filter(key -> !values.byKey().containsKey(key))
                .forEach(key -> properties.setHeader(Stream.of(properties.getHeader(), properties.getComments(key))
                        .flatMap(List::stream)
                        .toList()));
    }

    private static String unescape(String line) {
        return ESCAPED.matcher(line).replaceAll(match -> {
            char character = (char) Integer.parseInt(match.group(2), 16);
            return Matcher.quoteReplacement(
                    Character.isISOControl(character) ? match.group() : match.group(1) + character);
        });
    }

    /** As the file has them: the library writes its platform's, and in lists both kinds. */
    private String lineEnds(String written) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        return written.lines().map(line -> line + end).collect(Collectors.joining());
    }
}
