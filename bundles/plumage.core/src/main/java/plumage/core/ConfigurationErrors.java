package plumage.core;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import plumage.core.ConfigurationException.Problem;
import plumage.sensor.Family;
import plumage.sensor.Outline;
import plumage.sensor.Reading;
import plumage.sensor.Series;
import plumage.sensor.Trouble;

/** The snapshots of configurations that are refused: one series for each key that is wrong. */
final class ConfigurationErrors {
    private static final Family FAMILY = Family.gauge(
            "plumage_configuration_error",
            "",
            "1 while a configuration is refused because of this key; the log says why.");

    private ConfigurationErrors() {}

    /** One configuration with all keys that are wrong. */
    static Reading of(String pid, List<Problem> problems) {
        return reading(
                pid, problems.stream().map(problem -> trouble(pid, problem)).toList());
    }

    /** Several configurations that are wrong for the same reason. */
    static Reading of(String source, Collection<String> pids, Problem problem) {
        return reading(source, pids.stream().map(pid -> trouble(pid, problem)).toList());
    }

    private static Trouble trouble(String pid, Problem problem) {
        return new Trouble(pid, problem.key(), problem.message());
    }

    private static Reading reading(String source, List<Trouble> troubles) {
        List<Series> series = troubles.stream()
                .map(trouble -> FAMILY.series("pid", trouble.subject(), "key", trouble.reason()))
                .distinct()
                .toList();
        double[] ones = new double[series.size()];
        Arrays.fill(ones, 1);
        return Reading.of(source, new Outline(Map.of(), series), ones).with(troubles);
    }
}
