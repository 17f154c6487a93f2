package plumage.openhab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumage.openhab.Item.Membership;

class ItemsTest {
    private static final ItemState ON = ItemState.parse("OnOff", "ON");
    private static final ItemState OFF = ItemState.parse("OnOff", "OFF");
    private static final Membership KITCHEN = new Membership(List.of("gKitchen"), List.of("Light"));

    private final Items items = new Items(2);

    @Test
    void stateAndMembershipComeInAnyOrder() {
        items.tell("A", ON);
        items.tell("A", KITCHEN);
        items.tell("B", KITCHEN);
        items.tell("B", OFF);

        assertThat(items.all()).containsExactly(new Item("A", KITCHEN, ON), new Item("B", KITCHEN, OFF));
    }

    @Test
    void aRemovedItemLeavesItsPlace() {
        items.tell("A", ON);
        items.tell("B", ON);
        assertThat(items.tell("C", ON)).isFalse();
        assertThat(items.tell("C", KITCHEN)).isFalse();
        assertThat(items.tell("A", OFF)).as("one that is known").isTrue();
        items.remove("A");
        items.remove("A");
        assertThat(items.tell("C", ON)).isTrue();

        assertThat(items.all()).extracting(Item::name).containsExactly("B", "C");
    }

    @Test
    void anItemWithoutAStateTakesNoPlace() {
        assertThat(items.tell("A", ItemState.NOTHING)).isTrue();
        assertThat(items.all()).isEmpty();

        items.tell("A", ON);
        items.tell("A", ItemState.NOTHING);
        assertThat(items.all()).containsExactly(new Item("A", Membership.UNKNOWN, ItemState.NOTHING));
    }

    @Test
    void onlyAChangeIsANewRevision() {
        items.tell("A", ON);
        long revision = items.revision();
        items.tell("A", ItemState.parse("OnOff", "ON"));
        items.remove("B");
        assertThat(items.revision()).isEqualTo(revision);
        items.tell("A", OFF);
        assertThat(items.revision()).isEqualTo(revision + 1);
        items.remove("A");
        assertThat(items.revision()).isEqualTo(revision + 2);
    }
}
