package plumage.sensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The setting {@code channels} of a converter with several inputs: which of them are measured, what they are called, and the straight line from what the chip
 * measures to what is meant, such as that of a voltage divider:
 *
 * <pre>{@code
 * channels = battery=CH0*2, light=CH1, loop=CH2-CH3*0.5-0.1
 * }</pre>
 */
public final class Channels {
    private static final String KEY = "channels";
    private static final String NUMBER = "[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?";
    private static final String NAME = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N} _./-]{0,62}[\\p{L}\\p{N}])?";

    private Channels() {}

    /**
     * One input under its name.
     *
     * @param name the value of the label {@code channel}
     * @param input as the factory of the setting was given it
     * @param scale what a raw value is multiplied by first
     * @param offset what is added then
     */
    public record Channel(String name, String input, double scale, double offset) {
        /** The value that is meant, from the raw one: {@code raw * scale + offset}. */
        public double value(double raw) {
            return raw * scale + offset;
        }
    }

    /**
     * The setting for a chip.
     *
     * @param byDefault the inputs that are measured when nothing is configured, each called as itself in lower case
     * @param others further inputs that there are
     */
    public static Setting<List<Channel>> setting(List<String> byDefault, List<String> others) {
        List<String> inputs = new ArrayList<>(byDefault);
        inputs.addAll(others);
        Pattern form = Pattern.compile(
                "(?<name>%s)\\s*=\\s*(?<input>%s)(?:\\s*\\*\\s*(?<scale>%s))?(?:\\s*(?<sign>[+-])\\s*(?<offset>%s))?"
                        .formatted(
                                NAME,
                                inputs.stream()
                                        // CH0-CH1 before CH0, which would leave an offset that is none
                                        .sorted(Comparator.comparing(String::length)
                                                .reversed())
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining("|")),
                                NUMBER,
                                NUMBER.substring("[+-]?".length())),
                Pattern.CASE_INSENSITIVE);
        List<Channel> defaults = byDefault.stream()
                .map(input -> new Channel(input.toLowerCase(Locale.ROOT), input, 1, 0))
                .toList();
        String allowed =
                "<name>=<input>[*<scale>][+<offset>|-<offset>], as many as you like with commas between them, each name once, the input one of "
                        + String.join(", ", inputs);
        return Setting.of(KEY, defaults, allowed, text -> parse(text, form, inputs));
    }

    private static List<Channel> parse(String text, Pattern form, List<String> inputs) {
        List<Channel> channels = new ArrayList<>();
        for (String written : text.split(",", -1)) {
            Matcher channel = form.matcher(written.strip());
            if (!channel.matches()) {
                throw new IllegalArgumentException();
            }
            String name = channel.group("name");
            if (channels.stream().anyMatch(other -> other.name().equals(name))) {
                throw new IllegalArgumentException();
            }
            String sign = channel.group("sign");
            channels.add(new Channel(
                    name,
                    inputs.stream()
                            .filter(channel.group("input")::equalsIgnoreCase)
                            .findFirst()
                            .orElseThrow(),
                    channel.group("scale") == null ? 1 : finite(channel.group("scale")),
                    sign == null ? 0 : finite(sign + channel.group("offset"))));
        }
        return List.copyOf(channels);
    }

    private static double finite(String text) {
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException();
        }
        return number;
    }
}
