package plumage.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Many collectors' families made into one page's, each family once and each series once. Who is added first wins. */
final class Merge {
    private final Map<String, Family> families = new TreeMap<>();
    private final Map<String, Family> owners = new HashMap<>();

    /**
     * Adds what one source gave.
     *
     * @return complaints about what was left out, because another was first
     */
    List<String> add(Source source, List<MetricFamilySamples> given) {
        List<String> complaints = new ArrayList<>();
        for (MetricFamilySamples family : given) {
            String complaint = add(source, family);
            if (complaint != null) {
                complaints.add(complaint);
            }
        }
        return complaints;
    }

    /** The families, by name. */
    List<MetricFamilySamples> families() {
        return families.values().stream().map(Family::merged).toList();
    }

    private @Nullable String add(Source source, MetricFamilySamples given) {
        if (source instanceof Foreign && given.name.startsWith(Self.PREFIX)) {
            return "'" + given.name + "' is a name of Plumage's own";
        }
        Family family = families.get(given.name);
        if (family == null) {
            for (String name : Checked.names(given)) {
                Family owner = owners.get(name);
                if (owner != null) {
                    return "'" + given.name + "' collides with '" + owner.first.name + "', which has the name " + name;
                }
            }
            family = new Family(given);
            families.put(given.name, family);
            for (String name : Checked.names(given)) {
                owners.put(name, family);
            }
        } else if (family.first.type != given.type) {
            return "'" + given.name + "' is a " + given.type + " here, and a " + family.first.type + " already";
        } else if (!family.first.unit.equals(given.unit) && !family.first.unit.isEmpty() && !given.unit.isEmpty()) {
            return "'" + given.name + "' has the unit " + given.unit + " here, and " + family.first.unit + " already";
        }
        return family.add(source, given.samples);
    }

    private static final class Family {
        private final MetricFamilySamples first;
        private final Map<Series, Source> series = new LinkedHashMap<>();

        Family(MetricFamilySamples first) {
            this.first = first;
        }

        @Nullable
        String add(Source source, List<Sample> samples) {
            String complaint = null;
            for (Sample sample : samples) {
                Source other = series.putIfAbsent(new Series(sample), source);
                if (other != null && !sameCollectorTwice(source, other)) {
                    complaint = "'" + sample.name + "' has a series that is there already";
                }
            }
            return complaint;
        }

        MetricFamilySamples merged() {
            List<Sample> samples = series.keySet().stream().map(Series::sample).toList();
            return new MetricFamilySamples(first.name, first.unit, first.type, first.help, samples);
        }

        /** A registry does not say which collectors it has; what it repeats of others is taken for one of them, reachable twice. */
        private static boolean sameCollectorTwice(Source source, Source other) {
            return source != other && (isRegistry(source) || isRegistry(other));
        }

        private static boolean isRegistry(Source source) {
            return source instanceof Foreign foreign && foreign.isRegistry();
        }
    }

    /** A sample as the series that it belongs to: name and labels, in any order, an empty label being none. */
    private record Series(Sample sample) {
        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Series other
                    && sample.name.equals(other.sample.name)
                    && other.hasLabelsOf(sample)
                    && hasLabelsOf(other.sample);
        }

        private boolean hasLabelsOf(Sample other) {
            for (int i = 0; i < other.labelNames.size(); i++) {
                String value = other.labelValues.get(i);
                int mine = sample.labelNames.indexOf(other.labelNames.get(i));
                if (!value.equals(mine < 0 ? "" : sample.labelValues.get(mine))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            int hash = sample.name.hashCode();
            for (int i = 0; i < sample.labelNames.size(); i++) {
                String value = sample.labelValues.get(i);
                if (!value.isEmpty()) {
                    hash += 31 * sample.labelNames.get(i).hashCode() ^ value.hashCode();
                }
            }
            return hash;
        }
    }
}
