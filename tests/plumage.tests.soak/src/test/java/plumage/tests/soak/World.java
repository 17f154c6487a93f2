package plumage.tests.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was done to a hub so far, and so what it has to show. */
final class World {
    /** A key that is nobody's, with another value each time a configuration is written; as a label, too, it tells which one a page is of. */
    static final String TURN = "config.turn";

    /** The configurations, by slot. */
    final Map<Slot, Configured> configured = new LinkedHashMap<>();

    /** Drivers that are stopped. */
    final Set<String> stopped = new TreeSet<>();

    /** Drivers that are uninstalled, with the location they had; that of a file is its name. */
    final Map<String, String> uninstalled = new TreeMap<>();

    /** Places without their chip. */
    final Set<String> unplugged = new TreeSet<>();

    /** Adapters that are gone. */
    final Set<String> vanished = new TreeSet<>();

    /** What goes wrong, by place or adapter. */
    final Map<String, String> faults = new TreeMap<>();

    /** Behaviour of foreign collectors, by name. */
    final Map<String, String> guests = new TreeMap<>();

    private final Map<String, Integer> incarnations = new HashMap<>();
    private final Set<Slot> troubled = new HashSet<>();

    /**
     * A configuration.
     *
     * @param name that it claims
     * @param labels of its series
     * @param wrong keys for which it is refused, none when it is not
     * @param enabled whether it is
     * @param values as they are written
     */
    record Configured(
            String name, Map<String, String> labels, Set<String> wrong, boolean enabled, Map<String, String> values) {}

    /** What may be said of a sensor's {@code sensor_up}. */
    enum Health {
        UP,
        DOWN,
        ANY
    }

    /** A sensor that is there: who it is, with which labels, and how often its configuration, driver or host began anew. */
    record Sensor(String pid, Map<String, String> labels, Map<String, String> values, int incarnation) {}

    /** A refused configuration. */
    record Refused(String pid, String key) {}

    /**
     * What pages show when all is done.
     *
     * @param sensors by name
     * @param health of each of them
     * @param potential names of these and of those whose driver is away
     * @param errors of configurations
     * @param unclaimed PIDs that may, after a while, have an error for want of a driver
     * @param guests behaviour of foreign collectors
     */
    record State(
            Map<String, Sensor> sensors,
            Map<String, Health> health,
            Set<String> potential,
            Set<Refused> errors,
            Set<String> unclaimed,
            Map<String, String> guests) {}

    State state() {
        Map<String, Sensor> sensors = new TreeMap<>();
        Map<String, Health> health = new HashMap<>();
        Set<Refused> errors = new HashSet<>();
        Set<String> unclaimed = new HashSet<>();
        sensors.put(Slot.STEADY, new Sensor("plumage.bme680~steady", Map.of(), Map.of(), incarnation("plumage.core")));
        health.put(Slot.STEADY, Health.UP);
        Map<String, List<Slot>> claims = new HashMap<>();
        Set<String> potential = new HashSet<>(Set.of(Slot.STEADY));
        configured.forEach((slot, one) -> {
            if (one.wrong.isEmpty() && one.enabled) {
                potential.add(one.name);
            }
            if (!runs(slot.driver())) {
                unclaimed.add(slot.pid());
            } else if (!one.wrong.isEmpty()) {
                one.wrong.forEach(key -> errors.add(new Refused(slot.pid(), key)));
            } else if (one.enabled) {
                claims.computeIfAbsent(one.name, name -> new ArrayList<>()).add(slot);
            }
        });
        claims.forEach((name, slots) -> {
            slots.sort((a, b) -> a.pid().compareTo(b.pid()));
            Slot first = slots.remove(0);
            sensors.put(
                    name,
                    new Sensor(
                            first.pid(),
                            configured.get(first).labels,
                            configured.get(first).values,
                            incarnation(first.pid()) + incarnation(first.driver()) + incarnation("plumage.core")));
            health.put(name, health(first));
            slots.forEach(slot -> errors.add(new Refused(slot.pid(), "name")));
        });
        return new State(sensors, health, potential, errors, unclaimed, Map.copyOf(guests));
    }

    /** It begins anew: a PID, a driver, the core. */
    void again(String who) {
        incarnations.merge(who, 1, Integer::sum);
        for (Slot slot : Slot.ALL) {
            boolean concerned = who.equals(slot.pid()) || who.equals(slot.driver()) || who.equals("plumage.core");
            if (concerned && isSound(slot)) {
                troubled.remove(slot);
            }
        }
    }

    /** Something happened to hardware: who is on it may need long to try again. */
    void trouble() {
        Slot.ALL.stream().filter(slot -> !isSound(slot)).forEach(troubled::add);
    }

    boolean runs(String driver) {
        return !stopped.contains(driver) && !uninstalled.containsKey(driver);
    }

    /** Each configuration's PID and turn, as {@link RemoteControl} tells them. */
    String turns() {
        Map<String, String> turns = new TreeMap<>();
        configured.forEach((slot, one) -> turns.put(slot.pid(), one.values.get(TURN)));
        return turns.toString();
    }

    private int incarnation(String who) {
        return incarnations.getOrDefault(who, 0);
    }

    private Health health(Slot slot) {
        String place = fault(slot.place());
        String adapter = fault(slot.adapter());
        boolean absent = unplugged.contains(slot.place()) && !slot.isInputLine()
                || slot.isBehindMultiplexer() && unplugged.contains(Slot.MULTIPLEXER)
                || vanished.contains(slot.adapter());
        boolean fails = Set.of("nack", "timeout", "bus", "hang").contains(place)
                || Set.of("nack", "timeout", "bus", "hang").contains(adapter);
        if (absent || fails) {
            return Health.DOWN;
        }
        return troubled.contains(slot) || slot.isSlow() ? Health.ANY : Health.UP;
    }

    private String fault(String where) {
        return faults.getOrDefault(where, "");
    }

    /** Whether nothing is wrong with all that is on its adapter: a transfer that hangs turns others away. */
    private boolean isSound(Slot slot) {
        return faults.keySet().stream().noneMatch(where -> isOn(where, slot.adapter()))
                && unplugged.stream().noneMatch(where -> isOn(where, slot.adapter()))
                && !vanished.contains(slot.adapter());
    }

    private static boolean isOn(String place, String adapter) {
        return place.equals(adapter) || place.startsWith(adapter + "/");
    }
}
