package plumage.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumage.bus.BusName;
import plumage.core.ConfigurationException.Problem;
import plumage.sensor.Nearest;
import plumage.sensor.Quantity;
import plumage.sensor.SensorDriver;
import plumage.sensor.Setting;

/**
 * One sensor's configuration, understood: the common keys, the corrections, and the driver's own settings.
 *
 * @param address absent on a bus that has none
 * @param corrections by quantity; those that change nothing are left out
 * @param humidityFollows whether relative humidity is recomputed when temperature is corrected
 * @param own the values of the driver's settings
 */
record SensorSettings(
        String name,
        BusName bus,
        OptionalInt address,
        Duration interval,
        Map<String, String> labels,
        Map<Quantity, Correction> corrections,
        boolean humidityFollows,
        OptionalDouble altitude,
        boolean enabled,
        Map<Setting<?>, Object> own) {
    private static final Setting<Boolean> ENABLED = Setting.flag("enabled", true);
    private static final Setting<Boolean> FOLLOW = Setting.flag("humidity.follow", true);
    private static final Setting<Double> ALTITUDE = Setting.number("altitude", Double.NaN, -500, 9000);
    private static final int LONGEST_NAME = 128;
    private static final double LARGEST_CORRECTION = 1e9;

    private static final Set<String> COMMON = Set.of("name", "bus", "interval", "labels", "enabled");

    /**
     * Understands a configuration.
     *
     * @throws ConfigurationException with every key that is not
     */
    static SensorSettings parse(SensorDriver driver, Map<String, ?> configuration, Identity identity)
            throws ConfigurationException {
        return new Parser(driver, configuration).parse(identity);
    }

    /** Collects problems instead of stopping at the first. */
    private static final class Parser {
        private final SensorDriver driver;
        private final Map<String, ?> configuration;
        private final List<Problem> problems = new ArrayList<>();

        Parser(SensorDriver driver, Map<String, ?> configuration) {
            this.driver = driver;
            this.configuration = configuration;
        }

        SensorSettings parse(Identity identity) throws ConfigurationException {
            refuseUnknownKeys();
            String name = understand("name", "", () -> name(identity));
            BusName bus = understand("bus", usualBus(), this::bus);
            OptionalInt address = understand("address", OptionalInt.empty(), () -> address(bus));
            Duration interval =
                    get(Setting.duration("interval", driver.interval(), Duration.ofMillis(100), Duration.ofDays(1)));
            Map<String, String> labels = understand("labels", Map.of(), this::labels);
            boolean follow = get(FOLLOW);
            double altitude = get(ALTITUDE);
            boolean enabled = get(ENABLED);
            Map<Quantity, Correction> corrections = corrections();
            Map<Setting<?>, Object> own = new HashMap<>();
            driver.settings().forEach(setting -> own.put(setting, get(setting)));
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            return new SensorSettings(
                    name,
                    bus,
                    address,
                    interval,
                    labels,
                    corrections,
                    follow,
                    Double.isNaN(altitude) ? OptionalDouble.empty() : OptionalDouble.of(altitude),
                    enabled,
                    Map.copyOf(own));
        }

        private <T> T get(Setting<T> setting) {
            return understand(setting.key(), setting.defaultValue(), () -> setting.in(configuration));
        }

        private <T> T understand(String key, T otherwise, Supplier<T> parser) {
            try {
                return parser.get();
            } catch (IllegalArgumentException refused) {
                problems.add(new Problem(key, String.valueOf(refused.getMessage())));
                return otherwise;
            }
        }

        private @Nullable String text(String key) {
            Object raw = configuration.get(key);
            String text = raw == null ? "" : Setting.text(raw);
            return text.isEmpty() ? null : text; // a form writes an empty field for "not set"
        }

        private String name(Identity identity) {
            String name = text("name");
            if (name == null) {
                return driver.chip() + "-" + identity.instance();
            }
            if (name.length() > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "name: '" + Setting.shortened(name) + "' is longer than " + LONGEST_NAME + " characters");
            }
            return name;
        }

        private BusName usualBus() {
            return BusName.parse(driver.buses().values().iterator().next());
        }

        private BusName bus() {
            String text = text("bus");
            if (text == null) {
                if (!driver.hasUsualBus()) {
                    throw new IllegalArgumentException(
                            "bus: missing; a " + driver.chip() + " needs one such as " + usualBus());
                }
                return usualBus();
            }
            BusName bus;
            try {
                bus = BusName.parse(text);
            } catch (IllegalArgumentException notABus) {
                throw new IllegalArgumentException(
                        "bus: '" + Setting.shortened(text) + "' is " + notABus.getMessage(), notABus);
            }
            if (!driver.buses().containsKey(bus.kind())) {
                throw new IllegalArgumentException("bus: a " + driver.chip() + " cannot be wired to " + bus
                        + "; it can to " + String.join(" or ", driver.buses().values()));
            }
            return bus;
        }

        private OptionalInt address(BusName bus) {
            if (bus.kind() != BusName.Kind.I2C) {
                if (!driver.addresses().isEmpty() && text("address") != null) {
                    throw new IllegalArgumentException(
                            "address: " + bus + " has none, the chip select is part of the bus name");
                }
                return OptionalInt.empty();
            }
            int[] allowed =
                    driver.addresses().stream().mapToInt(Integer::intValue).toArray();
            return OptionalInt.of(
                    text("address") == null
                            ? allowed[0]
                            : Setting.address("address", allowed[0], allowed).in(configuration));
        }

        private Map<String, String> labels() {
            Object raw = configuration.get("labels");
            return raw == null ? Map.of() : SensorLabels.parse(raw);
        }

        private Map<Quantity, Correction> corrections() {
            Map<Quantity, Correction> corrections = new HashMap<>();
            for (Quantity quantity : correctable(driver)) {
                Correction correction = new Correction(get(scale(quantity)), get(offset(quantity)));
                if (!correction.isNone()) {
                    corrections.put(quantity, correction);
                }
            }
            return Map.copyOf(corrections);
        }

        private void refuseUnknownKeys() {
            Set<String> known = knownKeys(driver);
            for (String key : new TreeSet<>(configuration.keySet())) {
                if (known.contains(key) || Setting.isForeign(key)) {
                    continue;
                }
                problems.add(new Problem(
                        Setting.shortened(key),
                        Setting.shortened(key) + ": unknown; the nearest key of a " + driver.chip() + " is "
                                + Nearest.to(key, known) + " (there are: "
                                + known.stream().sorted().collect(Collectors.joining(", ")) + ")"));
            }
        }
    }

    /** All keys that a driver's configuration may have. */
    static Set<String> knownKeys(SensorDriver driver) {
        Set<String> keys = new TreeSet<>(COMMON);
        if (!driver.addresses().isEmpty()) {
            keys.add("address");
        }
        driver.settings().forEach(setting -> keys.add(setting.key()));
        for (Quantity quantity : correctable(driver)) {
            keys.add(offset(quantity).key());
            keys.add(scale(quantity).key());
        }
        if (driver.quantities().contains(Quantity.PRESSURE)) {
            keys.add(ALTITUDE.key());
        }
        if (driver.quantities().containsAll(List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY))) {
            keys.add(FOLLOW.key());
        }
        return keys;
    }

    private static List<Quantity> correctable(SensorDriver driver) {
        return driver.quantities().stream()
                .filter(quantity -> !quantity.isExact())
                .toList();
    }

    private static Setting<Double> offset(Quantity quantity) {
        return Setting.number(quantity.name() + ".offset", 0.0, -LARGEST_CORRECTION, LARGEST_CORRECTION);
    }

    private static Setting<Double> scale(Quantity quantity) {
        return Setting.number(quantity.name() + ".scale", 1.0, -LARGEST_CORRECTION, LARGEST_CORRECTION);
    }
}
