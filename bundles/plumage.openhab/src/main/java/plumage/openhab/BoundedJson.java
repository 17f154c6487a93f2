package plumage.openhab;

import java.io.IOException;
import java.io.Reader;

/**
 * JSON on its way to a parser, made harmless: strings are cut, and what is nested too deeply is refused, so that a parser that keeps a string or a level of
 * nesting in memory needs little of it, whatever comes. A picture in the state of an item is a string of megabytes.
 */
final class BoundedJson extends Reader {
    static final int LONGEST_STRING = 1024;
    static final int DEEPEST = 64;

    private final Reader source;
    private boolean inString;
    private int stringLength;
    private int restOfEscape;
    private boolean escapeIsKept;
    private int depth;

    BoundedJson(Reader source) {
        this.source = source;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (true) {
            int count = source.read(target, offset, length);
            if (count < 0) {
                return count;
            }
            int end = offset;
            for (int i = offset; i < offset + count; i++) {
                if (keeps(target[i])) {
                    target[end++] = target[i];
                }
            }
            if (end > offset || length == 0) {
                return end - offset;
            }
        }
    }

    private boolean keeps(char c) throws IOException {
        if (inString) {
            return keepsInString(c);
        }
        switch (c) {
            case '"' -> {
                inString = true;
                stringLength = 0;
            }
            case '{', '[' -> {
                if (++depth > DEEPEST) {
                    throw new IOException("nested deeper than " + DEEPEST + " levels");
                }
            }
            case '}', ']' -> depth--;
            default -> {}
        }
        return true;
    }

    /** An escape is kept or left out as a whole. */
    private boolean keepsInString(char c) {
        if (restOfEscape > 0) {
            restOfEscape = restOfEscape == 5 && c != 'u' ? 0 : restOfEscape - 1;
            return escapeIsKept;
        }
        if (c == '"') {
            inString = false;
            return true;
        }
        boolean kept = stringLength++ < LONGEST_STRING;
        if (c == '\\') {
            restOfEscape = 5;
            escapeIsKept = kept;
        }
        return kept;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
