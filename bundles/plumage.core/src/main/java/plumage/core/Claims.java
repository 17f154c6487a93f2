package plumage.core;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who has which sensor name: of several configurations that claim one, the one whose PID sorts first. */
final class Claims {
    /** One that wants a name. */
    interface Claimant {
        /** Its configuration's PID. */
        String pid();

        /** Tells it who has the name now: itself or the PID of another. Called again only when that changes for it. */
        void nameIsHeldBy(String pid);
    }

    private final Map<String, SortedSet<Claimant>> claimants = new HashMap<>();
    private final Map<Claimant, String> told = new HashMap<>();

    synchronized void claim(String name, Claimant claimant) {
        claimants
                .computeIfAbsent(
                        name,
                        n -> new TreeSet<>(Comparator.comparing(Claimant::pid).thenComparing(System::identityHashCode)))
                .add(claimant);
        tell(name);
    }

    synchronized void release(String name, Claimant claimant) {
        SortedSet<Claimant> others = claimants.get(name);
        if (others != null && others.remove(claimant)) {
            told.remove(claimant);
            if (others.isEmpty()) {
                claimants.remove(name);
            }
            tell(name);
        }
    }

    private void tell(String name) {
        @Nullable SortedSet<Claimant> all = claimants.get(name);
        if (all == null) {
            return;
        }
        String holder = all.first().pid();
        // Those who lose it first: at no time two have it.
        all.stream()
                .sorted(Comparator.comparing((Claimant c) -> c == all.first()))
                .forEach(claimant -> {
                    if (!Objects.equals(told.put(claimant, holder), holder)) {
                        claimant.nameIsHeldBy(holder);
                    }
                });
    }
}
