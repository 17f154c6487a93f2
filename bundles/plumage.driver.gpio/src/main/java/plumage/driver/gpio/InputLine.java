package plumage.driver.gpio;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import plumage.bus.BusException;
import plumage.bus.Fault;
import plumage.bus.GpioInput;
import plumage.bus.GpioSetup;
import plumage.bus.GpioSetup.Bias;
import plumage.bus.GpioSetup.Edge;
import plumage.sensor.Setting;
import plumage.sensor.Tally;
import plumage.sensor.Wiring;

/** An input line whose edges are counted, and how it is wired: by default as a switch to ground, held high by the resistor of the chip. */
public final class InputLine {
    public static final Setting<Bias> BIAS = choice("bias", Bias.PULL_UP);
    public static final Setting<Boolean> ACTIVE_LOW = Setting.flag("active.low", true);

    private final GpioInput input;
    private final Tally tally;

    private InputLine(GpioInput input, Tally tally) {
        this.input = input;
        this.tally = tally;
    }

    /** The key for how long a level must last to count. */
    public static Setting<Duration> debounce(Duration usual) {
        return Setting.duration("debounce", usual, Duration.ZERO, Duration.ofMinutes(1));
    }

    /** A key for one of the values of a type, named in lower case with - for _. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E usual) {
        E[] values = usual.getDeclaringClass().getEnumConstants();
        String names = Arrays.stream(values).map(InputLine::name).collect(Collectors.joining(", "));
        return Setting.of(key, usual, "one of " + names, text -> Arrays.stream(values)
                .filter(value -> name(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The configured line. */
    public static InputLine open(Wiring wiring, Edge edge, Setting<Duration> debounce) throws BusException {
        GpioSetup setup = new GpioSetup(wiring.get(BIAS), wiring.get(ACTIVE_LOW), edge, wiring.get(debounce));
        return new InputLine(wiring.gpio(setup), wiring.tally());
    }

    /**
     * Looks at the line and counts its edges.
     *
     * @return whether it is active
     * @throws BusException {@link Fault#BUS} when the line is not to be had
     */
    public boolean look() throws BusException {
        GpioInput.Observation seen = input.read();
        tally.add(seen.edges());
        return seen.active();
    }

    /** The edges counted up to the last look. */
    public Tally tally() {
        return tally;
    }
}
