package plumage.sensor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private final String chip;
    private final Map<BusName.Kind, String> buses;
    private final List<Integer> addresses;
    private final List<Setting<?>> settings;
    private final List<Quantity> quantities;
    private final Map<Quantity, Set<Fault>> gaps;
    private final Opener opener;

    private SensorDriver(
            String chip,
            Map<BusName.Kind, String> buses,
            List<Integer> addresses,
            List<Setting<?>> settings,
            List<Quantity> quantities,
            Map<Quantity, Set<Fault>> gaps,
            Opener opener) {
        this.chip = chip;
        this.buses = buses;
        this.addresses = addresses;
        this.settings = settings;
        this.quantities = quantities;
        this.gaps = gaps;
        this.opener = opener;
    }

    /** A driver for a chip, in lower case as in its PID {@code plumage.<chip>}. */
    public static SensorDriver of(String chip) {
        return new SensorDriver(chip, Map.of(), List.of(), List.of(), List.of(), Map.of(), wiring -> {
            throw new IllegalStateException("the driver of " + chip + " does not say how to open it");
        });
    }

    /** The same driver under another chip's name, for parts that differ in nothing that matters. */
    public SensorDriver named(String otherChip) {
        return new SensorDriver(otherChip, buses, addresses, settings, quantities, gaps, opener);
    }

    /** It can be wired to I2C, by default to {@code i2c-1}, at one of these addresses; the first is the default. */
    public SensorDriver i2c(int defaultAddress, int... otherAddresses) {
        List<Integer> all = new ArrayList<>();
        all.add(defaultAddress);
        for (int address : otherAddresses) {
            all.add(address);
        }
        return new SensorDriver(
                chip, with(buses, BusName.Kind.I2C, "i2c-1"), List.copyOf(all), settings, quantities, gaps, opener);
    }

    /** It can be wired to SPI, by default to {@code spi-0.0} unless it can be wired to I2C too. */
    public SensorDriver spi() {
        return new SensorDriver(
                chip, with(buses, BusName.Kind.SPI, "spi-0.0"), addresses, settings, quantities, gaps, opener);
    }

    /** A driver of the kernel reads it; by default the only device of its kind. */
    public SensorDriver sysfs(BusName.Kind kind) {
        if (!kind.isSysfs()) {
            throw new IllegalArgumentException(kind + " is not read by the kernel");
        }
        return new SensorDriver(
                chip,
                with(buses, kind, kind.name().toLowerCase(Locale.ROOT)),
                addresses,
                settings,
                quantities,
                gaps,
                opener);
    }

    /** It has settings of its own. */
    public SensorDriver settings(Setting<?>... own) {
        return new SensorDriver(chip, buses, addresses, List.of(own), quantities, gaps, opener);
    }

    /** What it measures. */
    public SensorDriver measures(Quantity... measured) {
        return new SensorDriver(chip, buses, addresses, settings, List.of(measured), gaps, opener);
    }

    /** A quantity that may be missing from an otherwise good measurement, and why: those error counters exist from the start. */
    public SensorDriver mayLack(Quantity quantity, Fault reason, Fault... otherReasons) {
        return new SensorDriver(
                chip,
                buses,
                addresses,
                settings,
                quantities,
                with(gaps, quantity, EnumSet.of(reason, otherReasons)),
                opener);
    }

    /** How to open the chip. */
    public SensorDriver opens(Opener how) {
        return new SensorDriver(chip, buses, addresses, settings, quantities, gaps, how);
    }

    /** The configured type, in lower case. */
    public String chip() {
        return chip;
    }

    /** The kinds of bus it can be wired to with the default bus of each, the preferred kind first. */
    public Map<BusName.Kind, String> buses() {
        return buses;
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

    /** Opens the chip. */
    public Instrument open(Wiring wiring) throws BusException {
        return opener.open(wiring);
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return java.util.Collections.unmodifiableMap(copy);
    }
}
