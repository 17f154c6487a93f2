package plumage.tests.system;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * A bundle that posts what openHAB posts, once it is started. The form is that of openHAB's OSGiEventPublisher and ItemEventFactory, of 4.0, which tells the
 * state only, and of 5.1, which tells when it was updated and changed.
 */
public final class OpenhabStandIn implements BundleActivator {
    /** How many of its events tell something of an item, are nothing for the bridge, and are not as openHAB writes them. */
    static final int TAKEN = 8;

    static final int IGNORED = 4;
    static final int MALFORMED = 5;

    @Override
    public void start(BundleContext context) {
        EventAdmin bus = context.getService(context.getServiceReference(EventAdmin.class));
        String attic =
                "{\"type\":\"Number:Temperature\",\"name\":\"Attic\",\"label\":\"Attic\",\"category\":\"temperature\",\"tags\":[\"Measurement\"],\"groupNames\":[\"gHouse\"]}";
        post(bus, "ItemAddedEvent", "openhab/items/Attic/added", attic);
        // 4.0
        post(bus, "ItemStateUpdatedEvent", "openhab/items/Light/stateupdated", "{\"type\":\"OnOff\",\"value\":\"ON\"}");
        post(
                bus,
                "ItemStateChangedEvent",
                "openhab/items/Door/statechanged",
                "{\"type\":\"OpenClosed\",\"value\":\"CLOSED\",\"oldType\":\"UnDef\",\"oldValue\":\"NULL\"}");
        post(
                bus,
                "ItemStateUpdatedEvent",
                "openhab/items/Gone/stateupdated",
                "{\"type\":\"Decimal\",\"value\":\"42\"}");
        post(
                bus,
                "ItemRemovedEvent",
                "openhab/items/Gone/removed",
                "{\"type\":\"Number\",\"name\":\"Gone\",\"tags\":[],\"groupNames\":[]}");
        // 5.1
        post(
                bus,
                "ItemStateUpdatedEvent",
                "openhab/items/Attic/stateupdated",
                "{\"type\":\"Quantity\",\"value\":\"70.7 \u00b0F\",\"lastUpdate\":\"2025-11-22T17:09:00.123456789Z\"}");
        post(
                bus,
                "ItemStateChangedEvent",
                "openhab/items/Attic/statechanged",
                "{\"type\":\"Quantity\",\"value\":\"21.5 \u00b0C\",\"oldType\":\"Quantity\",\"oldValue\":\"70.7 \u00b0F\",\"lastStateUpdate\":\"2025-11-22T17:09:00.123456789Z\",\"lastStateChange\":\"2025-11-22T17:08:00Z\"}");
        post(
                bus,
                "GroupItemStateChangedEvent",
                "openhab/items/gHouse/Attic/statechanged",
                "{\"type\":\"Quantity\",\"value\":\"21.5 \u00b0C\",\"oldType\":\"UnDef\",\"oldValue\":\"NULL\",\"lastStateUpdate\":\"2025-11-22T17:09:00Z\",\"lastStateChange\":\"2025-11-22T17:09:00Z\"}");

        post(bus, "ItemStateEvent", "openhab/items/Light/state", "{\"type\":\"OnOff\",\"value\":\"OFF\"}");
        post(bus, "ItemCommandEvent", "openhab/items/Light/command", "{\"type\":\"OnOff\",\"value\":\"OFF\"}");
        post(
                bus,
                "ThingStatusInfoEvent",
                "openhab/things/a:b:c/status",
                "{\"status\":\"ONLINE\",\"statusDetail\":\"NONE\"}");
        post(bus, "StartlevelEvent", "openhab/system/startlevel", "{\"startlevel\":100}");

        post(bus, "ItemStateUpdatedEvent", "openhab/items/Light/stateupdated", "{\"type\":\"OnOff\"");
        post(bus, "ItemStateUpdatedEvent", "openhab/items/Light/stateupdated", "{\"type\":null,\"value\":null}");
        post(
                bus,
                "ItemStateUpdatedEvent",
                "openhab/items/Light/stateupdated",
                "{\"type\":\"OnOff\",\"value\":\"MAYBE\"}");
        post(bus, "ItemStateUpdatedEvent", "openhab/things/Light", "{\"type\":\"OnOff\",\"value\":\"OFF\"}");
        bus.postEvent(new Event("openhab", Map.of()));
    }

    private static void post(EventAdmin bus, String type, String topic, String payload) {
        bus.postEvent(new Event(
                "openhab",
                Map.of("type", type, "payload", payload, "topic", topic, "source", "org.openhab.core.stand-in")));
    }

    @Override
    public void stop(BundleContext context) {}
}
