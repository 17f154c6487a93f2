package plumage.openhab;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of some items: patterns with {@code *} for any letters and {@code ?} for one. Immutable. */
final class Names {
    // before the constants, which are checked with it
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_*?]{1,256}");

    static final Names ALL = of("*");
    static final Names NONE = new Names(Pattern.compile("(?!)"));
    static final String ALLOWED = "names of items, separated by commas, with * for any letters and ? for one";

    private final Pattern pattern;

    private Names(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @param patterns separated by commas
     * @throws IllegalArgumentException when one of them can be no item's name
     */
    static Names of(String patterns) {
        return new Names(Pattern.compile(Arrays.stream(patterns.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(Names::expression)
                .collect(Collectors.joining("|"))));
    }

    boolean contain(String item) {
        return pattern.matcher(item).matches();
    }

    private static String expression(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException();
        }
        return name.replace("*", ".*").replace("?", ".");
    }
}
