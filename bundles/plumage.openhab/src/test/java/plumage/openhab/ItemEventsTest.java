package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.event.Event;
import plumage.openhab.Item.Membership;
import plumage.openhab.ItemEvents.Result;

/** Events in the exact form of openHAB, and others. */
class ItemEventsTest {
    private static final String ADDED =
            "{\"type\":\"Number:Temperature\",\"name\":\"Kitchen_Temperature\",\"label\":\"Kitchen\",\"category\":\"temperature\",\"tags\":[\"Measurement\",\"Temperature\"],\"groupNames\":[\"gKitchen\",\"gClimate\"]}";

    private final Items items = new Items(3);
    private final ItemEvents events = events(Map.of("exclude", "*_Secret", "strings", "Weather*"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // openHAB 4
                "ItemStateUpdatedEvent|openhab/items/A/stateupdated|{\"type\":\"Quantity\",\"value\":\"21.5 °C\"}",
                "ItemStateChangedEvent|openhab/items/A/statechanged|{\"type\":\"Quantity\",\"value\":\"21.5 °C\",\"oldType\":\"UnDef\",\"oldValue\":\"NULL\"}",
                "GroupStateUpdatedEvent|openhab/items/A/Member/stateupdated|{\"type\":\"Quantity\",\"value\":\"21.5 °C\"}",
                "GroupItemStateChangedEvent|openhab/items/A/Member/statechanged|{\"type\":\"Quantity\",\"value\":\"21.5 °C\",\"oldType\":\"Quantity\",\"oldValue\":\"21.4 °C\"}",
                // openHAB 5
                "ItemStateUpdatedEvent|openhab/items/A/stateupdated|{\"type\":\"Quantity\",\"value\":\"21.5 \\u00b0C\",\"lastUpdate\":\"2025-11-22T17:09:00.123456Z\"}",
                "ItemStateChangedEvent|openhab/items/A/statechanged|{\"type\":\"Quantity\",\"value\":\"21.5 °C\",\"oldType\":\"Quantity\",\"oldValue\":\"21 °C\",\"lastStateUpdate\":\"2025-11-22T18:09:00+01:00[Europe/Berlin]\",\"lastStateChange\":\"2025-11-22T18:08:00+01:00[Europe/Berlin]\"}",
                "GroupStateUpdatedEvent|openhab/items/A/Member/stateupdated|{\"type\":\"Quantity\",\"value\":\"21.5 °C\",\"lastUpdate\":\"2025-11-22T18:09:00Z\"}",
                "GroupItemStateChangedEvent|openhab/items/A/Member/statechanged|{\"type\":\"Quantity\",\"value\":\"21.5 °C\",\"oldType\":\"UnDef\",\"oldValue\":\"UNDEF\",\"lastStateUpdate\":null}",
            })
    void aStateThatIsToldIsKnown(String type, String topic, String payload) {
        events.handleEvent(Bus.event(type, topic, payload));

        assertThat(items.all())
                .containsExactly(new Item("A", Membership.UNKNOWN, ItemState.parse("Quantity", "21.5 °C")));
        assertCounts(1, 0, 0, 0);
    }

    @Test
    void theLatestStateCounts() {
        events.handleEvent(Bus.state("A", "OnOff", "ON"));
        events.handleEvent(Bus.state("A", "OnOff", "OFF"));
        assertThat(items.all()).extracting(Item::state).containsExactly(ItemState.parse("OnOff", "OFF"));

        events.handleEvent(Bus.state("A", "UnDef", "NULL"));
        assertThat(items.all()).extracting(Item::state).containsExactly(ItemState.NOTHING);
        assertCounts(3, 0, 0, 0);
    }

    @Test
    void anAddedItemHasItsGroupsAndTags() {
        events.handleEvent(Bus.event("ItemAddedEvent", "openhab/items/Kitchen_Temperature/added", ADDED));
        events.handleEvent(
                Bus.event(
                        "ItemAddedEvent",
                        "openhab/items/gKitchen/added",
                        "{\"groupType\":\"Number:Temperature\",\"function\":{\"name\":\"AVG\"},\"type\":\"Group\",\"name\":\"gKitchen\",\"tags\":[],\"groupNames\":[]}"));

        assertThat(items.all())
                .containsExactly(
                        new Item(
                                "Kitchen_Temperature",
                                new Membership(List.of("gKitchen", "gClimate"), List.of("Measurement", "Temperature")),
                                ItemState.NOTHING),
                        new Item("gKitchen", Membership.UNKNOWN, ItemState.NOTHING));
        assertCounts(2, 0, 0, 0);
    }

    /** openHAB makes a new item, whose state is NULL. */
    @Test
    void aChangedItemHasNoStateAnyMore() {
        events.handleEvent(Bus.event("ItemAddedEvent", "openhab/items/Kitchen_Temperature/added", ADDED));
        events.handleEvent(Bus.state("Kitchen_Temperature", "Quantity", "21.5 °C"));
        String after =
                "{\"type\":\"Number:Temperature\",\"name\":\"Kitchen_Temperature\",\"tags\":[],\"groupNames\":[\"gAttic\"]}";

        events.handleEvent(Bus.event(
                "ItemUpdatedEvent", "openhab/items/Kitchen_Temperature/updated", "[" + after + "," + ADDED + "]"));

        assertThat(items.all())
                .containsExactly(new Item(
                        "Kitchen_Temperature", new Membership(List.of("gAttic"), List.of()), ItemState.NOTHING));
        assertCounts(3, 0, 0, 0);
    }

    @Test
    void aRemovedItemIsGone() {
        events.handleEvent(Bus.event("ItemAddedEvent", "openhab/items/Kitchen_Temperature/added", ADDED));
        events.handleEvent(Bus.state("Kitchen_Temperature", "Quantity", "21.5 °C"));
        events.handleEvent(Bus.event("ItemRemovedEvent", "openhab/items/Kitchen_Temperature/removed", ADDED));

        assertThat(items.all()).isEmpty();
        assertCounts(3, 0, 0, 0);
    }

    @Test
    void whatIsNotExportedIsIgnored() {
        events.handleEvent(Bus.state("My_Secret", "Decimal", "42"));
        events.handleEvent(Bus.event("ItemAddedEvent", "openhab/items/My_Secret/added", "anything"));
        for (String[] other : new String[][] {
            {"ItemStateEvent", "openhab/items/A/state", "{\"type\":\"Decimal\",\"value\":\"1\"}"},
            {"ItemCommandEvent", "openhab/items/A/command", "{\"type\":\"OnOff\",\"value\":\"ON\"}"},
            {
                "ItemStatePredictedEvent",
                "openhab/items/A/statepredicted",
                "{\"predictedType\":\"Decimal\",\"predictedValue\":\"1\",\"isConfirmation\":false}"
            },
            {"ItemTimeSeriesUpdatedEvent", "openhab/items/A/timeseriesupdated", "{\"timeSeries\":[],\"policy\":\"ADD\"}"
            },
            {"ThingStatusInfoEvent", "openhab/things/a:b:c/status", "{\"status\":\"ONLINE\",\"statusDetail\":\"NONE\"}"
            },
            {"StartlevelEvent", "openhab/system/startlevel", "{\"startlevel\":100}"},
            {"FromTheFuture", "openhab/future", "?"}
        }) {
            events.handleEvent(Bus.event(other[0], other[1], other[2]));
        }

        assertThat(items.all()).isEmpty();
        assertCounts(0, 9, 0, 0);
    }

    @Test
    void onlyTextsThatAreWantedAreKept() {
        events.handleEvent(Bus.state("Weather", "String", "sunny"));
        events.handleEvent(Bus.state("Diary", "String", "slept well"));

        assertThat(items.all())
                .containsExactly(new Item("Weather", Membership.UNKNOWN, new ItemState(List.of(), "sunny")));
        assertCounts(2, 0, 0, 0);
    }

    @Test
    void whatHasNoRoomIsCounted() {
        for (String item : List.of("A", "B", "C", "D")) {
            events.handleEvent(Bus.state(item, "OnOff", "ON"));
        }
        events.handleEvent(Bus.event("ItemAddedEvent", "openhab/items/Kitchen_Temperature/added", ADDED));
        events.handleEvent(Bus.event(
                "ItemUpdatedEvent", "openhab/items/Kitchen_Temperature/updated", "[" + ADDED + "," + ADDED + "]"));

        assertThat(items.all()).extracting(Item::name).containsExactly("A", "B", "C");
        assertCounts(3, 0, 0, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "true",
                "42",
                "\"text\"",
                "[]",
                "{}",
                "{",
                "}",
                "{\"type\":\"Decimal\"}",
                "{\"value\":\"1\"}",
                "{\"type\":null,\"value\":\"1\"}",
                "{\"type\":\"Decimal\",\"value\":null}",
                "{\"type\":\"Decimal\",\"value\":[1]}",
                "{\"type\":\"Decimal\",\"value\":{\"a\":1}}",
                "{\"type\":\"Decimal\",\"value\":\"one\"}",
                "{\"type\":\"Quantity\",\"value\":\"°C\"}",
                "{\"type\":\"Decimal\",\"value\":\"1\"",
                "{\"type\":\"Decimal\",\"value\":\"1\"}}",
                "{\"type\":\"Decimal\",\"value\":\"1\"} {}",
                "{'type':'Decimal','value':'1'}",
                "{type:Decimal,value:1}",
                "{\"type\":\"Decimal\",\"value\":\"1\",}",
                "{\"type\":\"Decimal\",\"value\":\"\\u12\"}",
                "\u0000\u0001\ud800",
                "<xml/>"
            })
    void aMalformedStateIsCountedAndChangesNothing(String payload) {
        events.handleEvent(Bus.state("A", "Decimal", "7"));

        events.handleEvent(Bus.event("ItemStateChangedEvent", "openhab/items/A/statechanged", payload));

        assertThat(items.all()).extracting(Item::state).containsExactly(ItemState.parse("Decimal", "7"));
        assertCounts(1, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "openhab",
                "openhab/items",
                "openhab/items/",
                "openhab/items/A",
                "openhab/items//statechanged",
                "openhab/items/A/",
                "openhab/items/A/b/c/statechanged",
                "openhab/items/1A/statechanged",
                "openhab/items/Ä/statechanged",
                "openhab/items/A B/statechanged",
                "openhab/things/A/statechanged",
                "smarthome/items/A/statechanged"
            })
    void aTopicThatIsNoItemsIsMalformed(String topic) {
        events.handleEvent(Bus.event("ItemStateChangedEvent", topic, "{\"type\":\"Decimal\",\"value\":\"1\"}"));

        assertThat(items.all()).isEmpty();
        assertCounts(0, 0, 1, 0);
    }

    @Test
    void aNameWithoutEndIsMalformed() {
        events.handleEvent(Bus.state("A".repeat(256), "Decimal", "1"));
        assertCounts(1, 0, 0, 0);
        events.handleEvent(Bus.state("A".repeat(257), "Decimal", "1"));
        assertCounts(1, 0, 1, 0);
    }

    @Test
    void aMalformedDescriptionIsCounted() {
        List<String[]> malformed = new ArrayList<>();
        for (String payload : List.of("", "[]", "{", "{\"groupNames\":\"gKitchen\"}", "{\"tags\":[[]]}", ADDED + "x")) {
            malformed.add(new String[] {"ItemAddedEvent", payload});
        }
        for (String payload : List.of("", "{}", "[]", "[{}]", "[{},{},{}]", ADDED, "[" + ADDED)) {
            malformed.add(new String[] {"ItemUpdatedEvent", payload});
        }
        malformed.forEach(event -> events.handleEvent(Bus.event(event[0], "openhab/items/A/added", event[1])));

        assertThat(items.all()).isEmpty();
        assertCounts(0, 0, malformed.size(), 0);
    }

    @Test
    void propertiesOfOtherTypesAreMalformed() {
        List<Map<String, Object>> malformed = List.of(
                Map.of(),
                Map.of("type", "ItemStateChangedEvent"),
                Map.of("type", 1, "topic", "openhab/items/A/statechanged", "payload", "{}"),
                Map.of("type", "ItemStateChangedEvent", "topic", List.of(), "payload", "{}"),
                Map.of(
                        "type",
                        "ItemStateChangedEvent",
                        "topic",
                        "openhab/items/A/statechanged",
                        "payload",
                        new Object() {
                            @Override
                            public String toString() {
                                throw new IllegalStateException("evil");
                            }
                        }));

        malformed.forEach(
                properties -> assertThatCode(() -> events.handleEvent(new Event("openhab", new HashMap<>(properties))))
                        .doesNotThrowAnyException());

        assertCounts(0, 0, malformed.size(), 0);
    }

    @Test
    void aStateOfMegabytesIsOneWithoutAValue() {
        events.handleEvent(Bus.state("Weather", "String", "sunny"));
        events.handleEvent(Bus.state("Weather", "String", "x".repeat(2 << 20)));
        assertThat(items.all()).extracting(Item::state).containsExactly(ItemState.NOTHING);

        events.handleEvent(Bus.state("Weather", "String", "x".repeat(1 << 19)));
        assertThat(items.all())
                .extracting(Item::state)
                .containsExactly(new ItemState(List.of(), "x".repeat(127) + "…"));

        events.handleEvent(Bus.state("Camera", "Raw", "data:image/jpeg;base64," + "A".repeat(1 << 19)));
        assertThat(items.all()).hasSize(1);
        assertCounts(4, 0, 0, 0);
    }

    @Test
    void whatIsNestedWithoutEndIsMalformed() {
        events.handleEvent(Bus.event(
                "ItemStateChangedEvent",
                "openhab/items/A/statechanged",
                "{\"type\":\"Decimal\",\"value\":\"1\",\"more\":" + "[".repeat(500_000)));

        assertCounts(0, 0, 1, 0);
    }

    private ItemEvents events(Map<String, ?> configuration) {
        Map<String, String> problems = new HashMap<>();
        BridgeSettings settings = BridgeSettings.parse(configuration, problems);
        assertThat(problems).isEmpty();
        return new ItemEvents(items, settings);
    }

    private void assertCounts(long taken, long ignored, long malformed, long full) {
        assertThat(Stream.of(Result.TAKEN, Result.IGNORED, Result.MALFORMED, Result.FULL)
                        .map(events.counts()::of))
                .as("taken, ignored, malformed, full")
                .containsExactly(taken, ignored, malformed, full);
    }
}
