package plumage.registry;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Series;

/** The series of many collectors put in the order of a page, each family once and each series once. Who is added first wins. */
final class Merge {
    private final Map<String, Group> groups = new TreeMap<>();
    private final Map<String, Group> owners = new HashMap<>();

    /**
     * Adds the series of one source.
     *
     * @param place of the source among all
     * @param wanted which of them
     * @param reserving whether those that are not wanted keep others from their names all the same
     * @return complaints about what was left out, because another was first
     */
    List<String> add(int place, Source source, Outline outline, Predicate<Series> wanted, boolean reserving) {
        Set<String> complaints = new LinkedHashSet<>();
        Map<Family, Object> groupsOrComplaints = new HashMap<>();
        for (int i = 0; i < outline.size(); i++) {
            Series series = outline.series().get(i);
            boolean shown = wanted.test(series);
            if (!shown && !reserving) {
                continue;
            }
            Object found =
                    groupsOrComplaints.computeIfAbsent(series.family(), family -> groupOrComplaint(source, family));
            String complaint = found instanceof Group group
                    ? group.add(place, source, i, new Key(outline, series), shown)
                    : (String) found;
            if (complaint != null) {
                complaints.add(complaint);
            }
        }
        return List.copyOf(complaints);
    }

    /** The families, by name. */
    List<Layout.Block> blocks() {
        return groups.values().stream().map(group -> group.block).toList();
    }

    private Object groupOrComplaint(Source source, Family family) {
        String name = family.name();
        if (source instanceof Foreign && name.startsWith(Self.PREFIX)) {
            return "'" + name + "' is a name of Plumage's own";
        }
        Group group = groups.get(name);
        if (group == null) {
            for (String taken : names(family)) {
                Group owner = owners.get(taken);
                if (owner != null) {
                    return "'" + name + "' collides with '" + owner.family.name() + "', which has the name " + taken;
                }
            }
            Group first = new Group(family);
            groups.put(name, first);
            names(family).forEach(taken -> owners.put(taken, first));
            return first;
        }
        Family first = group.family;
        if (first.type() != family.type()) {
            return "'" + name + "' is a " + family.type() + " here, and a " + first.type() + " already";
        }
        if (!first.unit().equals(family.unit())
                && !first.unit().isEmpty()
                && !family.unit().isEmpty()) {
            return "'" + name + "' has the unit " + family.unit() + " here, and " + first.unit() + " already";
        }
        return group;
    }

    /** The names that a family takes, in either format: no other family may have any of them. */
    private static Set<String> names(Family family) {
        Set<String> names = new LinkedHashSet<>();
        family.suffixes().forEach(suffix -> names.add(family.name() + suffix));
        names.add(family.name());
        return names;
    }

    private static final class Group {
        private final Family family;
        private final Map<Key, Source> series = new HashMap<>();
        private final Layout.Block block;

        Group(Family family) {
            this.family = family;
            this.block = new Layout.Block(family);
        }

        @Nullable
        String add(int place, Source source, int index, Key key, boolean shown) {
            Source other = series.putIfAbsent(key, source);
            if (other == null) {
                if (shown) {
                    block.add(place, index);
                }
                return null;
            }
            return sameCollectorTwice(source, other)
                    ? null
                    : "'" + key.series.name() + "' has a series that is there already";
        }

        /** A registry does not say which collectors it has; what it repeats of others is taken for one of them, reachable twice. */
        private static boolean sameCollectorTwice(Source source, Source other) {
            return source != other && (isRegistry(source) || isRegistry(other));
        }

        private static boolean isRegistry(Source source) {
            return source instanceof Foreign foreign && foreign.isRegistry();
        }
    }

    /** A series by name and labels, in any order, an empty label being none. */
    private record Key(Outline outline, Series series) {
        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Key other
                    && series.name().equals(other.series.name())
                    && other.hasLabels(outline.labelNames(), outline.labelValues())
                    && other.hasLabels(series.labelNames(), series.labelValues())
                    && hasLabels(other.outline.labelNames(), other.outline.labelValues())
                    && hasLabels(other.series.labelNames(), other.series.labelValues());
        }

        private boolean hasLabels(List<String> names, List<String> values) {
            for (int i = 0; i < names.size(); i++) {
                if (!value(names.get(i)).equals(values.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private String value(String label) {
            int at = series.labelNames().indexOf(label);
            if (at >= 0) {
                return series.labelValues().get(at);
            }
            at = outline.labelNames().indexOf(label);
            return at < 0 ? "" : outline.labelValues().get(at);
        }

        @Override
        public int hashCode() {
            return series.name().hashCode()
                    + hash(outline.labelNames(), outline.labelValues())
                    + hash(series.labelNames(), series.labelValues());
        }

        private static int hash(List<String> names, List<String> values) {
            int hash = 0;
            for (int i = 0; i < names.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    hash += 31 * names.get(i).hashCode() ^ values.get(i).hashCode();
                }
            }
            return hash;
        }
    }
}
