package plumage.openhab;

import java.util.HashMap;
import java.util.Map;
import org.osgi.service.event.Event;

/** Events as openHAB's OSGiEventPublisher posts them. */
final class Bus {
    private Bus() {}

    /** An event; openHAB 4 and 5 add a {@code source} to some. */
    static Event event(String type, String topic, String payload) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("type", type);
        properties.put("topic", topic);
        properties.put("payload", payload);
        return new Event("openhab", properties);
    }

    /** That an item has this state now, in the words of openHAB 5. */
    static Event state(String item, String type, String value) {
        return event(
                "ItemStateUpdatedEvent",
                "openhab/items/" + item + "/stateupdated",
                "{\"type\":\"" + type + "\",\"value\":\"" + value
                        + "\",\"lastStateUpdate\":\"2025-11-22T18:09:00.123456+01:00[Europe/Berlin]\"}");
    }
}
