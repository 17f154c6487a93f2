package plumage.sensor.exposition;

import java.util.Set;

/**
 * Which part of all metrics is wanted. Names that do not exist select nothing.
 *
 * @param collect only the sensors of these names, and nothing that is not a sensor's; empty for all
 * @param exclude without the sensors of these names
 * @param names only the families or samples of these names; empty for all
 */
public record Selection(Set<String> collect, Set<String> exclude, Set<String> names) {
    /** Everything. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), Set.of());

    public Selection {
        collect = Set.copyOf(collect);
        exclude = Set.copyOf(exclude);
        names = Set.copyOf(names);
    }
}
