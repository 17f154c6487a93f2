package plumage.openhab;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import plumage.openhab.Item.Membership;

/**
 * An item as openHAB describes it, in its events and over REST alike.
 *
 * @param type such as {@code Number:Temperature}; of a group, that of its state; empty when there is none
 * @param state empty in an event
 */
record ToldItem(String name, String type, String state, Membership membership) {
    /** As many of its groups, and of its tags, make a label. */
    private static final int MOST_NAMES = 32;

    private static final int LONGEST_NAME = 128;

    /**
     * Reads one object.
     *
     * @throws IOException when it is no JSON
     * @throws RuntimeException when it is no item
     */
    static ToldItem read(JsonReader json) throws IOException {
        String name = "";
        String type = "";
        String groupType = "";
        String state = "";
        List<String> groups = List.of();
        List<String> tags = List.of();
        json.beginObject();
        while (json.hasNext()) {
            String field = json.nextName();
            if (json.peek() == JsonToken.NULL) {
                json.nextNull();
                continue;
            }
            switch (field) {
                case "name" -> name = json.nextString();
                case "type" -> type = json.nextString();
                case "groupType" -> groupType = json.nextString();
                case "state" -> state = json.nextString();
                case "groupNames" -> groups = names(json);
                case "tags" -> tags = names(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new ToldItem(name, type.equals("Group") ? groupType : type, state, new Membership(groups, tags));
    }

    private static List<String> names(JsonReader json) throws IOException {
        List<String> names = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            String name = json.nextString();
            if (names.size() < MOST_NAMES && name.length() <= LONGEST_NAME) {
                names.add(name);
            }
        }
        json.endArray();
        return List.copyOf(names);
    }
}
