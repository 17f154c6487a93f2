package plumage.openhab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumage.openhab.Item.Membership;

/** All items that are known. Never more than a limit; safe for all threads; nobody waits long. */
final class Items {
    private final int most;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private long revision;

    /** @param most how many items there may be */
    Items(int most) {
        this.most = most;
    }

    /**
     * An item has this state now.
     *
     * @return whether there was room
     */
    synchronized boolean tell(String name, ItemState state) {
        Item known = items.get(name);
        if (known == null && state.equals(ItemState.NOTHING)) {
            return true; // nothing to remember
        }
        return put(known == null ? new Item(name, Membership.UNKNOWN, state) : known.with(state));
    }

    /**
     * An item belongs there now.
     *
     * @return whether there was room
     */
    synchronized boolean tell(String name, Membership membership) {
        Item known = items.get(name);
        return put(known == null ? new Item(name, membership, ItemState.NOTHING) : known.with(membership));
    }

    /** There is no such item any more. */
    synchronized void remove(String name) {
        if (items.remove(name) != null) {
            revision++;
        }
    }

    /** What is known now. */
    synchronized List<Item> all() {
        return List.copyOf(items.values());
    }

    /** Grows with every change. */
    synchronized long revision() {
        return revision;
    }

    private boolean put(Item item) {
        if (items.size() >= most && !items.containsKey(item.name())) {
            return false;
        }
        if (!item.equals(items.put(item.name(), item))) {
            revision++;
        }
        return true;
    }
}
