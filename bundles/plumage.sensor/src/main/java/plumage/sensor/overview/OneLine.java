package plumage.sensor.overview;

/** Text of others in a line of ours: it can neither command a terminal nor turn the line around, and ends. */
final class OneLine {
    private static final int LONGEST = 500;

    private OneLine() {}

    /** The text, with {@code ?} for whatever is not seen: control and format characters, line ends, halves of characters. */
    static String of(String text) {
        String clean = text.codePoints()
                .limit(LONGEST)
                .map(c -> isSeen(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > LONGEST ? clean + "…" : clean;
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
