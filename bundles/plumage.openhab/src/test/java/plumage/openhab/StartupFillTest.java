package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumage.openhab.Item.Membership;
import plumage.openhab.StartupFill.Result;

@Timeout(60)
class StartupFillTest {
    private static final String ANSWER = """
            [{"state":"21.5 °C","type":"Number:Temperature","name":"Temperature","tags":["Measurement"],"groupNames":["gKitchen"]},\
            {"state":"ON","type":"Switch","name":"Light","groupNames":["gKitchen"]},\
            {"state":"OFF","type":"Switch","name":"Removed"},\
            {"state":"CLOSED","type":"Contact","name":"Moved","groupNames":["gOld"]},\
            {"groupType":"Switch","state":"3","type":"Group","name":"gCount"},\
            {"state":"sunny","type":"String","name":"Weather"},\
            {"state":"slept well","type":"String","name":"Diary"},\
            {"state":"NULL","type":"Number","name":"Broken"},\
            {"state":"1","type":"Number","name":"Secret"}]""";
    private static final Membership KITCHEN = new Membership(List.of("gKitchen"), List.of());

    private final Items items = new Items(10);

    @Test
    void whatOpenhabTellsIsKnown() {
        try (StandIn openhab = StandIn.saying(200, ANSWER)) {
            StartupFill fill = fill(openhab);
            fill.run();

            assertThat(items.all())
                    .containsExactly(
                            new Item(
                                    "Temperature",
                                    new Membership(List.of("gKitchen"), List.of("Measurement")),
                                    ItemState.parse("Quantity", "21.5 °C")),
                            new Item("Light", KITCHEN, ItemState.parse("OnOff", "ON")),
                            new Item("Removed", Membership.UNKNOWN, ItemState.parse("OnOff", "OFF")),
                            new Item(
                                    "Moved",
                                    new Membership(List.of("gOld"), List.of()),
                                    ItemState.parse("OpenClosed", "CLOSED")),
                            new Item("gCount", Membership.UNKNOWN, ItemState.NOTHING),
                            new Item("Weather", Membership.UNKNOWN, new ItemState(List.of(), "sunny")),
                            new Item("Diary", Membership.UNKNOWN, ItemState.NOTHING),
                            new Item("Broken", Membership.UNKNOWN, ItemState.NOTHING));
            assertCounts(fill, 1, 0);
        }
    }

    /** openHAB answers with what was when it was asked; what comes by event meanwhile is newer, each part of it. */
    @Test
    void whatCameMeanwhileIsNewer() {
        items.tell("Temperature", ItemState.parse("Quantity", "3 °C")); // before the question: older
        ItemEvents events = new ItemEvents(items, settings());
        try (StandIn openhab = new StandIn(question -> {
            events.handleEvent(Bus.state("Light", "OnOff", "OFF"));
            events.handleEvent(Bus.event("ItemRemovedEvent", "openhab/items/Removed/removed", "{}"));
            events.handleEvent(Bus.event(
                    "ItemAddedEvent", "openhab/items/Moved/added", "{\"name\":\"Moved\",\"groupNames\":[\"gNew\"]}"));
            events.handleEvent(Bus.state("Weather", "UnDef", "UNDEF"));
            StandIn.say(question, 200, ANSWER);
        })) {
            fill(openhab).run();
        }

        Map<String, Item> known = new HashMap<>();
        items.all().forEach(item -> known.put(item.name(), item));
        assertThat(known.get("Temperature").state()).isEqualTo(ItemState.parse("Quantity", "21.5 °C"));
        assertThat(known.get("Light")).isEqualTo(new Item("Light", KITCHEN, ItemState.parse("OnOff", "OFF")));
        assertThat(known).doesNotContainKey("Removed");
        assertThat(known.get("Moved"))
                .isEqualTo(new Item(
                        "Moved", new Membership(List.of("gNew"), List.of()), ItemState.parse("OpenClosed", "CLOSED")));
        assertThat(known.get("Weather").state()).isEqualTo(ItemState.NOTHING);
    }

    @Test
    void openhabIsAskedUntilItAnswers() {
        AtomicInteger asked = new AtomicInteger();
        try (StandIn openhab = new StandIn(question -> {
            switch (asked.incrementAndGet()) {
                case 1 -> StandIn.say(question, 503, "");
                case 2 -> StandIn.say(question, 401, "");
                case 3 -> StandIn.say(question, 200, "<html>");
                default -> StandIn.say(question, 200, ANSWER);
            }
        })) {
            StartupFill fill = fill(openhab);
            fill.run();

            assertThat(asked).hasValue(4);
            assertThat(items.all()).hasSize(8);
            assertCounts(fill, 1, 3);
        }
    }

    @Test
    void moreNewsThanCanBeRememberedMakeTheAnswerUseless() {
        AtomicInteger asked = new AtomicInteger();
        try (StandIn openhab = new StandIn(question -> {
            if (asked.incrementAndGet() == 1) {
                for (int i = 0; i < 100; i++) {
                    items.remove("Item" + i);
                }
            }
            StandIn.say(question, 200, ANSWER);
        })) {
            StartupFill fill = fill(openhab);
            fill.run();

            assertThat(items.all()).hasSize(8);
            assertCounts(fill, 1, 1);
        }
    }

    @Test
    void closingEndsTheWait() throws Exception {
        try (StandIn openhab = StandIn.saying(503, "")) {
            StartupFill fill = fill(openhab, Duration.ofDays(1));
            Thread thread = new Thread(fill);
            thread.start();
            while (fill.counts().of(Result.FAILED) == 0) {
                Thread.onSpinWait();
            }

            fill.close();

            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(openhab.questions()).hasSize(1);
        }
    }

    @Test
    void closingEndsAQuestionAndThatIsNoFailure() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch forEver = new CountDownLatch(1);
        try (StandIn openhab = new StandIn(question -> {
            asked.countDown();
            forEver.await();
        })) {
            StartupFill fill = fill(openhab);
            Thread thread = new Thread(fill);
            thread.start();
            asked.await();

            fill.close();

            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
            assertCounts(fill, 0, 0);
        }
    }

    private StartupFill fill(StandIn openhab) {
        return fill(openhab, Duration.ofMillis(1));
    }

    private StartupFill fill(StandIn openhab, Duration firstWait) {
        RestItems rest = new RestItems(openhab.url(), Token.of("oh.plumage.c2VjcmV0"), RestItems.LIMITS);
        return new StartupFill(rest, items, settings(), firstWait);
    }

    private static BridgeSettings settings() {
        return BridgeSettings.parse(Map.of("exclude", "Secret", "strings", "Weather"), new HashMap<>());
    }

    private static void assertCounts(StartupFill fill, long ok, long failed) {
        assertThat(fill.counts().of(Result.OK)).isEqualTo(ok);
        assertThat(fill.counts().of(Result.FAILED)).isEqualTo(failed);
    }
}
