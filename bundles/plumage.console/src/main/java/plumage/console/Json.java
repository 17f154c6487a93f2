package plumage.console;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259) from begin to end, whatever the texts contain. Who calls it keeps to the order of names and values. */
final class Json {
    private final StringBuilder text = new StringBuilder();
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean first = true;

    /** Begins an object. */
    Json object() {
        return begin('{', '}');
    }

    /** Begins an array. */
    Json array() {
        return begin('[', ']');
    }

    private Json begin(char start, char end) {
        separate();
        text.append(start);
        open.push(end);
        first = true;
        return this;
    }

    /** Ends the object or array that was begun last. */
    Json end() {
        text.append(open.pop());
        first = false;
        return this;
    }

    /** The name of the value that follows. */
    Json name(String name) {
        separate();
        quote(name);
        text.append(':');
        first = true;
        return this;
    }

    Json value(@Nullable String value) {
        separate();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    Json value(long value) {
        separate();
        text.append(value);
        return this;
    }

    /** A number; JSON has none that is not finite, which is null. */
    Json value(double value) {
        separate();
        text.append(Double.isFinite(value) ? Double.toString(value) : "null");
        return this;
    }

    /** All that was written. */
    String text() {
        return text.toString();
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    /** What is not seen, and halves of characters, which UTF-8 cannot have, are written as escapes; so is {@code <}, for whoever puts JSON into a page. */
    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
            if (pair) {
                text.append(c).append(value.charAt(++i));
            } else if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' '
                    || c >= 0x7f && c <= 0x9f
                    || c == '<'
                    || c == '\u2028'
                    || c == '\u2029'
                    || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
