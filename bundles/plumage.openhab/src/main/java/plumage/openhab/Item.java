package plumage.openhab;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An item, as far as it is known. Immutable.
 *
 * @param membership where it belongs, {@link Membership#UNKNOWN} until somebody tells
 * @param state its state, {@link ItemState#NOTHING} until somebody tells
 */
record Item(String name, Membership membership, ItemState state) {
    /**
     * Where an item belongs.
     *
     * @param groups the names of the groups that it is a direct member of
     * @param tags its tags, the semantic ones too
     */
    record Membership(List<String> groups, List<String> tags) {
        static final Membership UNKNOWN = new Membership(List.of(), List.of());
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}");

    /** Whether openHAB accepts this as the name of an item, and it is not too long for a label. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    Item with(Membership changed) {
        return new Item(name, changed, state);
    }

    Item with(ItemState changed) {
        return new Item(name, membership, changed);
    }
}
