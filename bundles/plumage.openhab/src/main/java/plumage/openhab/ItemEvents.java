package plumage.openhab;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.sensor.Setting;

/**
 * Hears openHAB's event bus, which is Event Admin with the topic {@code openhab}. Whatever comes is counted, nothing is thrown, and nothing waits: Event Admin
 * excludes a handler that is slow.
 *
 * <p>Of a state, the events count that tell what has become of it. An {@code ItemStateEvent} is what somebody wants it to become; the item may refuse it, or
 * convert it into its own unit.
 */
final class ItemEvents implements EventHandler {
    /** Where openHAB's events are posted. */
    static final String TOPIC = "openhab";

    /** What became of an event: the values of the label {@code result}. */
    enum Result {
        /** What it tells is known now. */
        TAKEN,
        /** It is about nothing that is exported. */
        IGNORED,
        /** openHAB does not write such an event. */
        MALFORMED,
        /** It is about an item for which there was no room. */
        FULL
    }

    private static final Logger LOG = LoggerFactory.getLogger(ItemEvents.class);

    /** Characters; a picture may have more, and is not exported. */
    private static final int LONGEST_PAYLOAD = 1 << 20;

    /** A group's event names the member that caused it behind the group. */
    private static final Pattern ITEM_TOPIC = Pattern.compile("openhab/items/(?<item>[^/]+)(?:/[^/]+)?/[a-z]+");

    private final Items items;
    private final BridgeSettings settings;
    private final Counts<Result> counts =
            new Counts<>("plumage_openhab_events", "Events on the bus of openHAB.", Result.class);
    private final AtomicBoolean toldOfMalformed = new AtomicBoolean();
    private final AtomicBoolean toldOfFull = new AtomicBoolean();

    ItemEvents(Items items, BridgeSettings settings) {
        this.items = items;
        this.settings = settings;
    }

    @Override
    public void handleEvent(Event event) {
        Result result;
        try {
            result = take(event);
        } catch (IOException | RuntimeException malformed) {
            result = Result.MALFORMED;
            if (toldOfMalformed.compareAndSet(false, true)) {
                LOG.warn(
                        "An event on the bus of openHAB is not as openHAB writes it; this one and others like it are counted only: {}: {}",
                        event.getProperty("topic") instanceof String topic ? Setting.shortened(topic) : "no topic",
                        Setting.shortened(String.valueOf(malformed.getMessage())));
            }
        }
        if (result == Result.FULL && toldOfFull.compareAndSet(false, true)) {
            LOG.warn(
                    "{}: there are more items than {}; those that came later are not exported",
                    BridgeSettings.PID,
                    settings.maxItems());
        }
        counts.count(result);
    }

    Counts<Result> counts() {
        return counts;
    }

    private Result take(Event event) throws IOException {
        String type = text(event, "type");
        return switch (type) {
            case "ItemStateUpdatedEvent",
                    "ItemStateChangedEvent",
                    "GroupStateUpdatedEvent",
                    "GroupItemStateChangedEvent",
                    "ItemAddedEvent",
                    "ItemUpdatedEvent",
                    "ItemRemovedEvent" -> {
                String item = item(text(event, "topic")).orElseThrow(() -> new IOException("not the topic of an item"));
                yield take(type, item, text(event, "payload"));
            }
            default -> Result.IGNORED;
        };
    }

    private Result take(String type, String item, String payload) throws IOException {
        if (!settings.exports(item)) {
            return Result.IGNORED;
        }
        boolean room = true;
        switch (type) {
            case "ItemAddedEvent" -> room = items.tell(item, Payload.added(payload));
            case "ItemUpdatedEvent" -> {
                room = items.tell(item, Payload.updated(payload));
                items.tell(item, ItemState.NOTHING); // openHAB has made a new item of it
            }
            case "ItemRemovedEvent" -> items.remove(item);
            default -> room = items.tell(item, state(item, payload));
        }
        return room ? Result.TAKEN : Result.FULL;
    }

    private ItemState state(String item, String payload) throws IOException {
        if (payload.length() > LONGEST_PAYLOAD) {
            return ItemState.NOTHING; // whatever it is, it is no longer what it was
        }
        return settings.wanted(item, Payload.state(payload));
    }

    /** The item that a topic is about. */
    static Optional<String> item(String topic) {
        Matcher matcher = ITEM_TOPIC.matcher(topic);
        return matcher.matches() && Item.isName(matcher.group("item"))
                ? Optional.of(matcher.group("item"))
                : Optional.empty();
    }

    private static String text(Event event, String property) throws IOException {
        if (event.getProperty(property) instanceof String text) {
            return text;
        }
        throw new IOException("no " + property);
    }
}
