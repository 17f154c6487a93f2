package plumage.tests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import plumage.tests.programs.Eventually;

/** Draws what happens next. What it draws depends on the seed and on what was drawn before, and on nothing else. */
final class Events {
    private static final List<String> FAULTS = List.of("nack", "timeout", "bus", "crc");
    private static final List<String> BEHAVIOURS =
            List.of("good", "good", "many", "throws", "fails", "repeats", "illegal", "hangs");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_GUESTS = 6;
    private static final int MOST_HANGING = 2;
    private static final String GUEST = "soak.guest.";

    private final World world;
    private final Random random;
    private final RemoteControl remote;
    private final Path conf;
    private final Path spare;
    private final Path driverFile;
    private int guests;
    private int turns;
    private long fileTime = System.currentTimeMillis();

    /**
     * @param conf the hub's folder of configurations
     * @param spare a folder on the same file system
     * @param driverFile the driver that comes and goes as a file
     */
    Events(World world, Random random, RemoteControl remote, Path conf, Path spare, Path driverFile) {
        this.world = world;
        this.random = random;
        this.remote = remote;
        this.conf = conf;
        this.spare = spare;
        this.driverFile = driverFile;
    }

    /** Does it. */
    interface Action {
        void run() throws IOException;
    }

    /**
     * What happens; the world is already as it will be.
     *
     * @param text for people
     * @param action makes it so
     */
    record Event(Kind kind, String text, Action action) {}

    /** One of any kind that is possible now. */
    Event next() {
        int weights = Arrays.stream(Kind.values()).mapToInt(kind -> kind.weight).sum();
        while (true) {
            int drawn = random.nextInt(weights);
            for (Kind kind : Kind.values()) {
                drawn -= kind.weight;
                if (drawn < 0) {
                    Optional<Event> event = of(kind);
                    if (event.isPresent()) {
                        return event.get();
                    }
                    break;
                }
            }
        }
    }

    /** One of this kind, if it is possible now. */
    Optional<Event> of(Kind kind) {
        return switch (kind) {
            case CONFIGURE -> any(Slot.ALL).map(slot -> configure(kind, slot, Map.of(), Set.of()));
            case RENAME ->
                any(configured())
                        .map(slot -> configure(
                                kind, slot, Map.of("name", slot.chip() + " no. " + random.nextInt(3)), Set.of()));
            case DUPLICATE ->
                any(Slot.ALL)
                        .map(slot -> configure(
                                kind,
                                slot,
                                Map.of(
                                        "name",
                                        random.nextBoolean()
                                                ? "twin"
                                                : any(Slot.ALL).orElseThrow().defaultName()),
                                Set.of()));
            case REFUSE -> any(Slot.ALL).map(this::refuse);
            case DISABLE -> any(configured()).map(slot -> configure(kind, slot, Map.of("enabled", "false"), Set.of()));
            case REMOVE -> any(configured()).map(this::remove);
            case DRIVER_STOP ->
                any(drivers(world::runs)).map(driver -> {
                    world.stopped.add(driver);
                    return event(kind, driver, () -> remote.order("stop", driver));
                });
            case DRIVER_START -> any(drivers(world.stopped::contains)).map(this::start);
            case DRIVER_UPDATE -> any(drivers(world::runs)).map(driver -> update(kind, driver));
            case DRIVER_UNINSTALL -> any(drivers(world::runs)).map(this::uninstall);
            case DRIVER_INSTALL -> any(drivers(world.uninstalled::containsKey)).map(this::install);
            case DRIVER_FILE_GO ->
                driverFile(true).map(driver -> {
                    world.uninstalled.put(driver, driverFile.toString());
                    return event(kind, driver, () -> {
                        Files.delete(deployed());
                        await(now -> now.equals("absent"));
                    });
                });
            case DRIVER_FILE_COME -> driverFile(false).map(this::deploy);
            case DRIVER_FILE_CHANGE ->
                driverFile(true).map(driver -> {
                    world.again(driver);
                    return event(kind, driver, () -> {
                        String before = remote.order("modified", driver);
                        Files.setLastModifiedTime(deployed(), FileTime.fromMillis(nextFileTime()));
                        await(now -> !now.equals(before));
                    });
                });
            case CHIP_UNPLUG ->
                any(places(place -> !world.unplugged.contains(place))).map(place -> {
                    world.unplugged.add(place);
                    world.trouble();
                    return event(kind, place, () -> remote.type("emulated:unplug " + place));
                });
            case CHIP_PLUG -> any(world.unplugged).map(this::plug);
            case FAULT ->
                any(places(place -> !world.faults.containsKey(place)))
                        .map(place -> fault(kind, place, any(FAULTS).orElseThrow()));
            case HANG -> hang();
            case CLEAR -> any(world.faults.keySet()).map(this::clear);
            case BUS_VANISH ->
                any(adapters(adapter -> !world.vanished.contains(adapter))).map(adapter -> {
                    world.vanished.add(adapter);
                    world.trouble();
                    return event(kind, adapter, () -> remote.type("emulated:vanish " + adapter));
                });
            case BUS_APPEAR -> any(world.vanished).map(this::appear);
            case GUEST_COME -> invite();
            case GUEST_GO -> any(world.guests.keySet()).map(this::dismiss);
            case UPDATE_CORE -> {
                world.again("plumage.core");
                yield Optional.of(bounce(kind, "plumage.core"));
            }
            case UPDATE_REGISTRY -> Optional.of(bounce(kind, "plumage.registry"));
            case UPDATE_HTTP -> Optional.of(bounce(kind, "plumage.http"));
        };
    }

    /** What takes everything away again that came, and brings back what went. */
    Optional<Event> homeward() {
        return any(configured())
                .map(this::remove)
                .or(() -> any(world.guests.keySet()).map(this::dismiss))
                .or(() -> any(world.faults.keySet()).map(this::clear))
                .or(() -> any(world.vanished).map(this::appear))
                .or(() -> any(world.unplugged).map(this::plug))
                .or(() -> any(world.stopped).map(this::start))
                .or(() -> driverFile(false).map(this::deploy))
                .or(() -> any(world.uninstalled.keySet()).map(this::install));
    }

    /** The chips that slots can find, to begin with. */
    void plugAll() throws IOException {
        remote.type("emulated:plug tca9548a@" + Slot.MULTIPLEXER);
        for (Slot slot : Slot.ALL) {
            remote.type("emulated:plug " + slot.device() + "@" + slot.place());
        }
    }

    /** Makes the driver of Plantower one that comes as a file. */
    void deployDriverFile() throws IOException {
        remote.order("uninstall", Slot.PLANTOWER);
        drop();
    }

    private Event configure(Kind kind, Slot slot, Map<String, String> special, Set<String> wrong) {
        Map<String, String> values = new TreeMap<>();
        values.put("bus", slot.bus());
        if (!slot.address().isEmpty()) {
            values.put("address", slot.address());
        }
        values.put("interval", any(List.of("100ms", "200ms", "1s")).orElseThrow());
        String turn = Integer.toString(++turns);
        values.put(World.TURN, turn);
        Map<String, String> labels = labels();
        labels.put("turn", turn);
        StringBuilder written = new StringBuilder();
        labels.forEach((name, value) -> written.append(written.isEmpty() ? "" : ",")
                .append(name)
                .append('=')
                .append(value.replace(",", "\\,")));
        values.put("labels", written.toString());
        if (!slot.isInputLine()
                && !slot.driver().equals(Slot.PLANTOWER)
                && !slot.chip().equals("mhz19b")
                && random.nextInt(4) == 0) {
            values.put("temperature.offset", "-0." + random.nextInt(10));
        }
        values.putAll(special);
        world.configured.put(
                slot,
                new World.Configured(
                        values.getOrDefault("name", slot.defaultName()),
                        labels,
                        wrong,
                        !"false".equals(values.get("enabled")),
                        Map.copyOf(values)));
        world.again(slot.pid());
        return event(kind, slot.pid() + " " + values, () -> write(slot, values));
    }

    private Event refuse(Slot slot) {
        return switch (random.nextInt(3)) {
            case 0 -> configure(Kind.REFUSE, slot, Map.of("interval", "5 bananas"), Set.of("interval"));
            case 1 -> configure(Kind.REFUSE, slot, Map.of("labels", "sensor=x"), Set.of("labels"));
            default ->
                configure(
                        Kind.REFUSE,
                        slot,
                        Map.of("intervall", "3s", "enabled", "perhaps"),
                        Set.of("intervall", "enabled"));
        };
    }

    private Event remove(Slot slot) {
        world.configured.remove(slot);
        world.again(slot.pid());
        return event(Kind.REMOVE, slot.pid(), () -> {
            if (slot.byFile()) {
                Files.delete(conf.resolve(slot.file()));
            } else {
                remote.order("forget", slot.pid());
            }
        });
    }

    private void write(Slot slot, Map<String, String> values) throws IOException {
        if (slot.byFile()) {
            StringBuilder text = new StringBuilder();
            values.forEach((key, value) -> text.append(key)
                    .append(" = ")
                    .append(value.replace("\\", "\\\\"))
                    .append('\n'));
            Path whole = Files.writeString(spare.resolve("whole"), text);
            // FileInstall goes by time and length; two changes in one tick of the clock would be one
            Files.setLastModifiedTime(whole, FileTime.fromMillis(nextFileTime()));
            Files.move(
                    whole,
                    conf.resolve(slot.file()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } else {
            List<String> words = new ArrayList<>(List.of("configure", slot.factoryPid(), slot.instance()));
            values.forEach((key, value) -> words.add(key + "=" + value));
            remote.order(words.toArray(String[]::new));
        }
    }

    private long nextFileTime() {
        fileTime = Math.max(fileTime + 1, System.currentTimeMillis());
        return fileTime;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            labels.put(
                    "room",
                    any(List.of("office", "caf\u00e9", "a \"quoted\" room", "one, two"))
                            .orElseThrow());
        }
        if (random.nextInt(3) == 0) {
            labels.put("floor", Integer.toString(random.nextInt(4)));
        }
        return labels;
    }

    private Event start(String driver) {
        world.stopped.remove(driver);
        world.again(driver);
        return event(Kind.DRIVER_START, driver, () -> remote.order("start", driver));
    }

    private Event update(Kind kind, String bundle) {
        world.again(bundle);
        return event(kind, bundle, () -> {
            remote.order("update", bundle);
            remote.order("refresh");
        });
    }

    private Event bounce(Kind kind, String bundle) {
        return event(kind, bundle, () -> {
            remote.order("update", bundle);
            remote.order("refresh");
        });
    }

    private Event uninstall(String driver) {
        world.uninstalled.put(driver, "");
        return event(Kind.DRIVER_UNINSTALL, driver, () -> {
            world.uninstalled.put(driver, remote.order("uninstall", driver));
            remote.order("refresh");
        });
    }

    private Event install(String driver) {
        String location = world.uninstalled.remove(driver);
        world.again(driver);
        return event(Kind.DRIVER_INSTALL, driver, () -> remote.order("install", location));
    }

    private Event deploy(String driver) {
        world.uninstalled.remove(driver);
        world.again(driver);
        return event(Kind.DRIVER_FILE_COME, driver, this::drop);
    }

    private void drop() throws IOException {
        Path whole = Files.copy(driverFile, spare.resolve("whole.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(whole, FileTime.fromMillis(nextFileTime()));
        Files.move(whole, deployed(), StandardCopyOption.ATOMIC_MOVE);
        await(now -> !now.equals("absent"));
    }

    /** Until FileInstall has seen what was done to the driver's file. */
    private void await(Predicate<String> modified) throws IOException {
        try {
            Eventually.get(PATIENCE, () -> remote.order("modified", Slot.PLANTOWER), modified);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Path deployed() {
        return conf.resolve("deploy").resolve("driver.jar");
    }

    private Event plug(String place) {
        world.unplugged.remove(place);
        world.vanished.remove(adapter(place)); // plugging makes a bus appear
        return event(Kind.CHIP_PLUG, place, () -> remote.type("emulated:plug " + place));
    }

    private Event appear(String adapter) {
        world.vanished.remove(adapter);
        return event(Kind.BUS_APPEAR, adapter, () -> remote.type("emulated:appear " + adapter));
    }

    private Optional<Event> hang() {
        if (world.faults.values().stream().filter("hang"::equals).count() >= MOST_HANGING) {
            return Optional.empty();
        }
        return any(places(place -> !world.faults.containsKey(place))).map(place -> fault(Kind.HANG, place, "hang"));
    }

    /** At a place or, as often as not, of its whole adapter. */
    private Event fault(Kind kind, String place, String what) {
        String where = random.nextBoolean() ? adapter(place) : place;
        world.faults.put(where, what);
        world.trouble();
        return event(kind, where + " " + what, () -> remote.type("emulated:fault " + where + " " + what));
    }

    private Event clear(String where) {
        world.faults.remove(where);
        return event(Kind.CLEAR, where, () -> remote.type("emulated:fault " + where + " clear"));
    }

    private Optional<Event> invite() {
        String behaviour = any(BEHAVIOURS).orElseThrow();
        boolean enough = world.guests.size() >= MOST_GUESTS
                || behaviour.equals("hangs")
                        && world.guests.values().stream()
                                        .filter("hangs"::equals)
                                        .count()
                                >= MOST_HANGING;
        if (enough) {
            return Optional.empty();
        }
        String name = GUEST + guests++ % 1000;
        world.guests.put(name, behaviour);
        return Optional.of(
                event(Kind.GUEST_COME, name + " " + behaviour, () -> remote.order("invite", name, behaviour)));
    }

    private Event dismiss(String name) {
        world.guests.remove(name);
        return event(Kind.GUEST_GO, name, () -> {
            remote.order("uninstall", name);
            remote.order("refresh");
        });
    }

    private static Event event(Kind kind, String text, Action action) {
        return new Event(kind, text, action);
    }

    private List<Slot> configured() {
        return List.copyOf(world.configured.keySet());
    }

    private static List<String> drivers(Predicate<String> which) {
        return Slot.DRIVERS.stream().filter(which).toList();
    }

    private Optional<String> driverFile(boolean there) {
        return world.runs(Slot.PLANTOWER) == there ? Optional.of(Slot.PLANTOWER) : Optional.empty();
    }

    private static List<String> places(Predicate<String> which) {
        return Stream.concat(Slot.ALL.stream().map(Slot::place), Stream.of(Slot.MULTIPLEXER))
                .filter(which)
                .toList();
    }

    private static List<String> adapters(Predicate<String> which) {
        return Slot.ALL.stream().map(Slot::adapter).distinct().filter(which).toList();
    }

    private static String adapter(String place) {
        int slash = place.indexOf('/');
        return slash < 0 ? place : place.substring(0, slash);
    }

    private <T> Optional<T> any(Iterable<T> all) {
        List<T> list = new ArrayList<>();
        all.forEach(list::add);
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
    }
}
