package plumage.sensor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import plumage.bus.BusException;
import plumage.bus.BusName;
import plumage.bus.Fault;

/**
 * What a driver says of itself: its chip, where that may be wired, its own settings, what it measures, and how to open it. Immutable; each method returns a new
 * one, so that a definition reads from top to bottom:
 *
 * <pre>{@code
 * static final SensorDriver DRIVER = SensorDriver.of("th9")
 *         .i2c(0x48, 0x49)
 *         .measures(Quantity.TEMPERATURE)
 *         .opens(wiring -> {
 *             Th9 chip = Th9.open(wiring.i2c().registers(), wiring.delay());
 *             return measurement -> measurement.set(Quantity.TEMPERATURE, chip.celsius());
 *         });
 * }</pre>
 */
public final class SensorDriver {
    /** Opens a chip: identifies, resets, sets up and calibrates it, or throws. */
    @FunctionalInterface
    public interface Opener {
        Instrument open(Wiring wiring) throws BusException;
    }

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
    private static final Duration USUAL_ALLOWANCE = Duration.ofSeconds(2);

    // Assigned while a definition is written, never once its author has it.
    private String chip;
    private Map<BusName.Kind, String> buses = Map.of();
    private boolean usualBus = true;
    private List<Integer> addresses = List.of();
    private List<Setting<?>> settings = List.of();
    private List<Quantity> quantities = List.of();
    private Map<Quantity, Set<Fault>> gaps = Map.of();
    private Duration interval = USUAL_INTERVAL;
    private Duration allowance = USUAL_ALLOWANCE;
    private Opener opener;

    private SensorDriver(String chip) {
        this.chip = chip;
        opener = wiring -> {
            throw new IllegalStateException("the driver of " + chip + " does not say how to open it");
        };
    }

    private SensorDriver but(Consumer<SensorDriver> change) {
        SensorDriver copy = new SensorDriver(chip);
        copy.buses = buses;
        copy.usualBus = usualBus;
        copy.addresses = addresses;
        copy.settings = settings;
        copy.quantities = quantities;
        copy.gaps = gaps;
        copy.interval = interval;
        copy.allowance = allowance;
        copy.opener = opener;
        change.accept(copy);
        return copy;
    }

    /** A driver for a chip, in lower case as in its PID {@code plumage.<chip>}. */
    public static SensorDriver of(String chip) {
        return new SensorDriver(chip);
    }

    /** The same driver under another chip's name, for parts that differ in nothing that matters. */
    public SensorDriver named(String otherChip) {
        return but(driver -> driver.chip = otherChip);
    }

    /** It can be wired to I2C, by default to {@code i2c-1}, at one of these addresses; the first is the default. */
    public SensorDriver i2c(int defaultAddress, int... otherAddresses) {
        List<Integer> all = new ArrayList<>();
        all.add(defaultAddress);
        for (int address : otherAddresses) {
            all.add(address);
        }
        return wired(BusName.Kind.I2C, "i2c-1").but(driver -> driver.addresses = List.copyOf(all));
    }

    /** It can be wired to SPI, by default to {@code spi-0.0} unless it can be wired to I2C too. */
    public SensorDriver spi() {
        return wired(BusName.Kind.SPI, "spi-0.0");
    }

    /** It talks by a serial port, by default {@code /dev/serial0}, as the Raspberry Pi calls that of its header. */
    public SensorDriver serial() {
        return wired(BusName.Kind.SERIAL, "/dev/serial0");
    }

    /** It is a line of a GPIO chip. There is no usual one: the configuration must tell. */
    public SensorDriver gpio() {
        return wired(BusName.Kind.GPIO, "gpio-0.17").but(driver -> driver.usualBus = false);
    }

    /** A driver of the kernel reads it; by default the only device of its kind. */
    public SensorDriver sysfs(BusName.Kind kind) {
        if (!kind.isSysfs()) {
            throw new IllegalArgumentException(kind + " is not read by the kernel");
        }
        return wired(kind, kind.name().toLowerCase(Locale.ROOT));
    }

    private SensorDriver wired(BusName.Kind kind, String usual) {
        return but(driver -> driver.buses = with(buses, kind, usual));
    }

    /** It has settings of its own. */
    public SensorDriver settings(Setting<?>... own) {
        return but(driver -> driver.settings = List.of(own));
    }

    /** What it measures. */
    public SensorDriver measures(Quantity... measured) {
        return but(driver -> driver.quantities = List.of(measured));
    }

    /** A quantity that may be missing from an otherwise good measurement, and why: those error counters exist from the start. */
    public SensorDriver mayLack(Quantity quantity, Fault reason, Fault... otherReasons) {
        return but(driver -> driver.gaps = with(gaps, quantity, EnumSet.of(reason, otherReasons)));
    }

    /** How often it is read unless the configuration tells, when that is not every 10 s. */
    public SensorDriver every(Duration usual) {
        return but(driver -> driver.interval = usual);
    }

    /** How long an attempt may take beyond its own pauses, when that is more than 2 s: a device that speaks seldom, a file that is a slow conversation. */
    public SensorDriver allowing(Duration longest) {
        return but(driver -> driver.allowance = longest);
    }

    /** How to open the chip. */
    public SensorDriver opens(Opener how) {
        return but(driver -> driver.opener = how);
    }

    /** The configured type, in lower case. */
    public String chip() {
        return chip;
    }

    /** The kinds of bus it can be wired to with the usual bus of each, the preferred kind first. */
    public Map<BusName.Kind, String> buses() {
        return buses;
    }

    /** Whether the first of {@link #buses} is meant when the configuration names none. */
    public boolean hasUsualBus() {
        return usualBus;
    }

    /** The addresses it may have on I2C, the default first; empty when it cannot be wired to I2C. */
    public List<Integer> addresses() {
        return addresses;
    }

    /** Its own settings. */
    public List<Setting<?>> settings() {
        return settings;
    }

    /** What it measures. */
    public List<Quantity> quantities() {
        return quantities;
    }

    /** What may be missing from a good measurement, and why. */
    public Map<Quantity, Set<Fault>> gaps() {
        return gaps;
    }

    /** How often it is read unless the configuration tells. */
    public Duration interval() {
        return interval;
    }

    /** How long an attempt may take beyond its own pauses. */
    public Duration allowance() {
        return allowance;
    }

    /** Opens the chip. */
    public Instrument open(Wiring wiring) throws BusException {
        return opener.open(wiring);
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }
}
