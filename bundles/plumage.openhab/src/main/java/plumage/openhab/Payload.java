package plumage.openhab;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import plumage.openhab.Item.Membership;

/**
 * The payloads of openHAB's events: JSON, written by Gson from its classes ItemEventFactory and ItemDTO. All that is not of that form throws an {@link
 * IOException} or a {@link RuntimeException}.
 */
final class Payload {
    private Payload() {}

    /** The new state, of an event that tells one: {@code {"type":"Quantity","value":"21.5 °C",…}}. */
    static ItemState state(String payload) throws IOException {
        String type = null;
        String value = null;
        try (JsonReader json = open(payload)) {
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "type" -> type = json.nextString();
                    case "value" -> value = json.nextString();
                    default -> json.skipValue();
                }
            }
            json.endObject();
            end(json);
        }
        return ItemState.parse(required("type", type), required("value", value));
    }

    /** Where an item that was added belongs. */
    static Membership added(String payload) throws IOException {
        try (JsonReader json = open(payload)) {
            ToldItem item = ToldItem.read(json);
            end(json);
            return item.membership();
        }
    }

    /** Where an item that was changed belongs: the payload is the item after and before. */
    static Membership updated(String payload) throws IOException {
        try (JsonReader json = open(payload)) {
            json.beginArray();
            ToldItem item = ToldItem.read(json);
            ToldItem.read(json);
            json.endArray();
            end(json);
            return item.membership();
        }
    }

    private static JsonReader open(String payload) {
        return new JsonReader(new BoundedJson(new StringReader(payload)));
    }

    private static void end(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("something behind the end");
        }
    }

    private static String required(String field, @Nullable String value) throws IOException {
        if (value == null) {
            throw new IOException("no " + field);
        }
        return value;
    }
}
