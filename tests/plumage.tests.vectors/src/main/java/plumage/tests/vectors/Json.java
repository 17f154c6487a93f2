package plumage.tests.vectors;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes JSON apart, with a message that names the key where something else was expected. */
final class Json {
    private Json() {}

    static JsonObject object(JsonObject parent, String key) throws MalformedVectors {
        return optionalObject(parent, key).orElseThrow(() -> missing(key));
    }

    static Optional<JsonObject> optionalObject(JsonObject parent, String key) throws MalformedVectors {
        return optional(parent, key, JsonObject.class, "an object");
    }

    static JsonArray array(JsonObject parent, String key) throws MalformedVectors {
        return optionalArray(parent, key).orElseThrow(() -> missing(key));
    }

    static Optional<JsonArray> optionalArray(JsonObject parent, String key) throws MalformedVectors {
        return optional(parent, key, JsonArray.class, "a list");
    }

    static String string(JsonObject parent, String key) throws MalformedVectors {
        return optionalString(parent, key).orElseThrow(() -> missing(key));
    }

    static Optional<String> optionalString(JsonObject parent, String key) throws MalformedVectors {
        return optional(parent, key, JsonString.class, "a text").map(JsonString::getString);
    }

    static double number(JsonObject parent, String key) throws MalformedVectors {
        return optionalNumber(parent, key).orElseThrow(() -> missing(key));
    }

    static Optional<Double> optionalNumber(JsonObject parent, String key) throws MalformedVectors {
        return optional(parent, key, JsonNumber.class, "a number").map(JsonNumber::doubleValue);
    }

    static List<String> strings(JsonArray array, String key) throws MalformedVectors {
        List<String> strings = new ArrayList<>();
        for (JsonValue value : array) {
            if (!(value instanceof JsonString string)) {
                throw new MalformedVectors("'" + key + "' holds " + value + ", not a text");
            }
            strings.add(string.getString());
        }
        return strings;
    }

    /** A text or a number, or true or false, as text. */
    static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    /** A number written as text, {@code 0x} before hexadecimal digits, or as a JSON number. */
    static int integer(JsonValue value, String key) throws MalformedVectors {
        return integer(text(value), key);
    }

    static int integer(String text, String key) throws MalformedVectors {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException notNumber) {
            throw new MalformedVectors("'" + key + "' is '" + text + "', not a whole number", notNumber);
        }
    }

    private static <T extends JsonValue> Optional<T> optional(JsonObject parent, String key, Class<T> type, String what)
            throws MalformedVectors {
        JsonValue value = parent.getOrDefault(key, JsonValue.NULL);
        if (value.equals(JsonValue.NULL)) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new MalformedVectors("'" + key + "' is not " + what);
        }
        return Optional.of(type.cast(value));
    }

    private static MalformedVectors missing(String key) {
        return new MalformedVectors("'" + key + "' is missing");
    }
}
