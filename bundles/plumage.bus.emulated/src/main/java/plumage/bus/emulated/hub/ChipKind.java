package plumage.bus.emulated.hub;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import plumage.bus.emulated.Air;
import plumage.bus.emulated.EmulatedBme680;
import plumage.bus.emulated.EmulatedBmp280;
import plumage.bus.emulated.EmulatedChip;
import plumage.bus.emulated.EmulatedMhz19b;
import plumage.bus.emulated.EmulatedPms5003;
import plumage.bus.emulated.EmulatedSi7021;
import plumage.bus.emulated.EmulatedSwitch;
import plumage.bus.emulated.EmulatedTca9548a;
import plumage.bus.emulated.Time;

/** The chips there are, under the names that configuration and commands use. */
enum ChipKind {
    SI7013,
    SI7020,
    SI7021,
    HTU21D,
    BME680,
    BME688,
    BMP280,
    TCA9548A,
    PMS5003,
    MHZ19B,
    SWITCH;

    /** For messages. */
    static final String NAMES = Arrays.stream(values()).map(ChipKind::toString).collect(Collectors.joining(", "));

    /** The kind of this name, in whatever case. */
    static ChipKind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no chip of this name; there are " + NAMES));
    }

    /** Such a chip, which feels this air. */
    EmulatedChip chip(Time time, Supplier<Air> air) {
        return switch (this) {
            case SI7013, SI7020, SI7021, HTU21D -> {
                EmulatedSi7021 chip = new EmulatedSi7021(EmulatedSi7021.Variant.valueOf(name()), time);
                chip.follow(air);
                yield chip;
            }
            case BME680, BME688 -> {
                EmulatedBme680 chip = new EmulatedBme680(EmulatedBme680.Variant.valueOf(name()), time);
                chip.follow(air);
                yield chip;
            }
            case BMP280 -> new EmulatedBmp280();
            case TCA9548A -> new EmulatedTca9548a();
            case PMS5003 -> {
                EmulatedPms5003 chip = new EmulatedPms5003(time);
                chip.follow(air);
                yield chip;
            }
            case SWITCH -> new EmulatedSwitch();
            case MHZ19B -> {
                EmulatedMhz19b chip = new EmulatedMhz19b(time);
                chip.follow(air);
                yield chip;
            }
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
