package plumage.tests.vectors;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The conversations with one chip.
 *
 * @param chip its name, as in the configuration PID {@code plumage.<chip>}
 * @param transport how its bytes go
 * @param buses the bus of the conversations, then others that carry the same registers: {@code i2c}, {@code spi}, …
 * @param covers the variants that may answer, or none
 * @param widths registers of 16-bit chips that have another width, in bits
 * @param cases the conversations, not yet looked into
 */
record VectorFile(
        String chip,
        String transport,
        List<String> buses,
        Set<String> covers,
        JsonObject widths,
        List<JsonObject> cases) {
    static final String FORMAT = "sensor-vectors/1";

    /**
     * Reads a file.
     *
     * @throws MalformedVectors when it is not one of vectors
     */
    static VectorFile read(Path file) throws MalformedVectors {
        try (InputStream in = Files.newInputStream(file);
                JsonReader reader = jakarta.json.Json.createReader(in)) {
            return parse(reader.readObject());
        } catch (IOException unreadable) {
            throw new MalformedVectors("cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (JsonException notJson) {
            throw new MalformedVectors("is not a JSON object: " + notJson.getMessage(), notJson);
        }
    }

    /** Understands the header. */
    static VectorFile parse(JsonObject root) throws MalformedVectors {
        String format = Json.string(root, "format");
        if (!format.equals(FORMAT)) {
            throw new MalformedVectors("'format' is '" + format + "'; understood is '" + FORMAT + "'");
        }
        List<String> buses = new ArrayList<>();
        buses.add(Json.string(root, "bus"));
        for (String other : strings(root, "other_buses")) {
            buses.add(other.split(" ", 2)[0]); // the name, then an explanation
        }
        JsonArray list = Json.array(root, "cases");
        List<JsonObject> cases = new ArrayList<>();
        for (JsonValue item : list) {
            if (!(item instanceof JsonObject object)) {
                throw new MalformedVectors("'cases' holds something that is not an object");
            }
            cases.add(object);
        }
        if (cases.isEmpty()) {
            throw new MalformedVectors("'cases' is empty");
        }
        return new VectorFile(
                Json.string(root, "chip").toLowerCase(Locale.ROOT),
                Json.string(root, "transport"),
                List.copyOf(buses),
                new HashSet<>(strings(root, "covers")),
                Json.optionalObject(root, "register_widths").orElse(JsonValue.EMPTY_JSON_OBJECT),
                cases);
    }

    private static List<String> strings(JsonObject root, String key) throws MalformedVectors {
        return Json.strings(Json.optionalArray(root, key).orElse(JsonValue.EMPTY_JSON_ARRAY), key);
    }
}
