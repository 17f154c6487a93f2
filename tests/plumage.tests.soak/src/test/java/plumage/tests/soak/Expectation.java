package plumage.tests.soak;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a page may have and must have, at a moment. Between an event and its effect both the state before and the one after are right.
 *
 * @param possible names of sensors
 * @param certain sensors that were seen and that nothing has happened to since
 * @param potential sensors that their driver would make when it came
 * @param guests foreign collectors whose series may be there
 * @param window number of the last update of registry, HTTP or core so far
 * @param open that update while it goes on, else empty
 */
record Expectation(
        Set<String> possible,
        Map<String, Life> certain,
        Set<String> potential,
        Set<String> guests,
        int window,
        String open) {
    /** Nothing. */
    static final Expectation NONE = new Expectation(Set.of(), Map.of(), Set.of(), Set.of(), 0, "");

    /**
     * A sensor from one change of its configuration or driver to the next; its counters grow.
     *
     * @param number no other life has
     * @param state what decides whether it is still the same
     */
    record Life(int number, World.Sensor state) {}

    /** Something is about to happen, after which these are there. */
    Expectation changing(World.State next, String update) {
        Set<String> both = new HashSet<>(possible);
        both.addAll(potential); // a file may be gone, and FileInstall not have seen it when the driver comes
        both.addAll(next.potential());
        Map<String, Life> unchanged = new HashMap<>(certain);
        unchanged
                .entrySet()
                .removeIf(one -> !one.getValue().state().equals(next.sensors().get(one.getKey())));
        Set<String> allGuests = new HashSet<>(guests);
        allGuests.addAll(next.guests().keySet());
        return new Expectation(
                both, unchanged, next.potential(), allGuests, window + (update.isEmpty() ? 0 : 1), update);
    }

    /** A page has shown exactly these. */
    Expectation settled(World.State now, int nextLife) {
        Map<String, Life> seen = new HashMap<>();
        int number = nextLife;
        for (Map.Entry<String, World.Sensor> sensor : now.sensors().entrySet()) {
            Life known = certain.get(sensor.getKey());
            seen.put(sensor.getKey(), known != null ? known : new Life(number++, sensor.getValue()));
        }
        return new Expectation(
                now.sensors().keySet(), seen, now.potential(), now.guests().keySet(), window, "");
    }
}
