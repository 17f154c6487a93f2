package plumage.openhab;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumage.openhab.Item.Membership;

/** All items that are known. Never more than a limit; safe for all threads; nobody waits long. */
final class Items {
    private final int most;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private long revision;
    private @Nullable Question question;

    /** The items of which something was told since openHAB was asked: the answer may be older. */
    private static final class Question {
        final Set<String> states = new HashSet<>();
        final Set<String> memberships = new HashSet<>();
    }

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
        told(name, true, false);
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
        told(name, false, true);
        Item known = items.get(name);
        return put(known == null ? new Item(name, membership, ItemState.NOTHING) : known.with(membership));
    }

    /** There is no such item any more. */
    synchronized void remove(String name) {
        told(name, true, true);
        if (items.remove(name) != null) {
            revision++;
        }
    }

    /** openHAB is being asked for all items; what is told from now on is newer than the answer. */
    synchronized void asked() {
        question = new Question();
    }

    /**
     * This was the answer, for which there may not be room.
     *
     * @return whether it could be taken: there is no telling what of it is old when more was told meanwhile than can be remembered
     */
    synchronized boolean answered(List<Item> answer) {
        Question asked = question;
        question = null;
        if (asked == null) {
            return false;
        }
        for (Item told : answer) {
            boolean newerState = asked.states.contains(told.name());
            boolean newerMembership = asked.memberships.contains(told.name());
            Item known = items.getOrDefault(told.name(), new Item(told.name(), Membership.UNKNOWN, ItemState.NOTHING));
            if (!newerState || !newerMembership) {
                put(new Item(
                        told.name(),
                        newerMembership ? known.membership() : told.membership(),
                        newerState ? known.state() : told.state()));
            }
        }
        return true;
    }

    /** What is known now. */
    synchronized List<Item> all() {
        return List.copyOf(items.values());
    }

    /** Grows with every change. */
    synchronized long revision() {
        return revision;
    }

    /** Makes the answer to a question that is under way an old one, in this respect. */
    private void told(String name, boolean state, boolean membership) {
        if (question == null) {
            return;
        }
        if (state) {
            question.states.add(name);
        }
        if (membership) {
            question.memberships.add(name);
        }
        if (question.states.size() + question.memberships.size() > 4 * most) {
            question = null;
        }
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
