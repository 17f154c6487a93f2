package plumage.bus.emulated.hub;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumage.bus.emulated.EmulatedBuses;
import plumage.bus.emulated.Place;

/** Plugs the chips that a configuration names, and unplugs those that it no longer names. Without one, nothing is plugged. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "plumage.bus.emulated",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredChips.Config.class)
public final class ConfiguredChips {
    /** What is configured. */
    @ObjectClassDefinition(
            name = "Plumage: emulated chips",
            description = "Chips without hardware, each in the air of a room")
    public @interface Config {
        /** As {@link PluggedChip#FORM} has it; several in one text behind commas. */
        @AttributeDefinition(
                name = "Chips",
                description =
                        "si7021@emulated-i2c-1/0x40, bme680@emulated-i2c-1/0x76, bme688@emulated-spi-0.0,"
                                + " pms5003@emulated-serial-0, switch@emulated-gpio-0.17; also si7013, si7020, htu21d, bmp280, tca9548a, mhz19b")
        String[] chips() default {};
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredChips.class);
    private static final int LONGEST_IN_MESSAGE = 60;
    private static final int MOST_IN_MESSAGE = 20;

    private final EmulatedBuses buses;
    private Set<PluggedChip> plugged = Set.of();

    /** Plugs what is configured. */
    @Activate
    public ConfiguredChips(@Reference EmulatedBuses buses, Config config) {
        this(buses, config.chips());
    }

    ConfiguredChips(EmulatedBuses buses, String... chips) {
        this.buses = buses;
        configure(chips);
    }

    @Modified
    void modified(Config config) {
        configure(config.chips());
    }

    /** Unplugs what is no longer configured and plugs what is new; the rest is not touched. */
    void configure(String... chips) {
        Set<PluggedChip> wanted = parsed(chips);
        plugged.stream().filter(chip -> !wanted.contains(chip)).forEach(chip -> buses.unplug(chip.place()));
        wanted.stream().filter(chip -> !plugged.contains(chip)).forEach(chip -> chip.into(buses));
        if (!wanted.equals(plugged)) {
            LOG.info(
                    "emulated chips: {}",
                    wanted.isEmpty() ? "none" : wanted.size() > MOST_IN_MESSAGE ? wanted.size() : wanted);
        }
        plugged = wanted;
    }

    /** Unplugs everything that was configured. */
    @Deactivate
    void unplug() {
        plugged.forEach(chip -> buses.unplug(chip.place()));
    }

    private static Set<PluggedChip> parsed(String[] texts) {
        Set<PluggedChip> chips = new LinkedHashSet<>();
        Set<Place> places = new HashSet<>();
        Arrays.stream(texts)
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .forEach(text -> {
                    try {
                        PluggedChip chip = PluggedChip.parse(text);
                        if (!places.add(chip.place())) {
                            throw new IllegalArgumentException("there is a chip at this place already");
                        }
                        chips.add(chip);
                    } catch (IllegalArgumentException e) {
                        LOG.warn("chips: '{}' is left out: {}", bounded(text), e.getMessage());
                    }
                });
        return chips;
    }

    /** What somebody wrote, for a line of a log. */
    private static String bounded(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() > LONGEST_IN_MESSAGE ? clean.substring(0, LONGEST_IN_MESSAGE) + "…" : clean;
    }
}
