package plumage.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a tally leaves on disk.
 *
 * @param count since the last crash
 * @param lifetime ever
 */
record TallyState(long count, long lifetime) {
    /** No such text is longer. */
    static final int LONGEST = 64;

    /** To its last line feed: of a text that was cut off nothing counts. */
    private static final Pattern TEXT = Pattern.compile("count=(?<count>\\d{1,18})\nlifetime=(?<lifetime>\\d{1,18})\n");

    /**
     * Understands a text.
     *
     * @throws IllegalArgumentException when it is not one that was written here
     */
    static TallyState parse(String text) {
        Matcher state = TEXT.matcher(text);
        if (!state.matches()) {
            throw new IllegalArgumentException("not the state of a counter");
        }
        return new TallyState(Long.parseLong(state.group("count")), Long.parseLong(state.group("lifetime")));
    }

    String text() {
        return "count=" + count + "\nlifetime=" + lifetime + "\n";
    }
}
